/** What the observed entries can determine at a rank, and what they cannot: no tool can predict those cells. */
import { complete, random } from "../src/index.ts";

const [m, n, rank] = [60, 40, 2];
const draw = random(3);
const [left, right] = [m * rank, n * rank].map((length) => Float64Array.from({ length }, () => draw.gaussian()));
const truth = (i: number, j: number) => left[2 * i] * right[2 * j] + left[2 * i + 1] * right[2 * j + 1];

// Half of the table is dense; each row of the other half has a single entry.
const cells = Array.from({ length: m * n }, (_, e) => [Math.floor(e / n), e % n]);
const isSeen = cells.map(([i, j]) => (i < m / 2 ? draw.uniform() < 0.4 : j === (7 * i) % n));
const seen = cells.filter((_, e) => isSeen[e]);
const hidden = cells.filter((_, e) => !isSeen[e]);
const row = ([i]: number[]) => i;
const column = ([, j]: number[]) => j;

const { model, certified, report } = await complete(
  { rows: seen.map(row), columns: seen.map(column), values: seen.map(([i, j]) => truth(i, j)), shape: [m, n] },
  { ridge: 0.3, bias: "none" },
);

const predicted = model.predict(hidden.map(row), hidden.map(column));
const determined = model.determinedRank(hidden.map(row), hidden.map(column));
const rootMeanSquare = (which: (k: number) => boolean) => {
  const errors = hidden.flatMap(([i, j], k) => (which(k) ? [predicted[k] - truth(i, j)] : []));
  return `${errors.length} cells, error ${Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length).toFixed(3)}`;
};
console.log(`certified: ${certified}, rank ${model.left.columns}`);
console.log(`determined rank of at least ${rank}: ${rootMeanSquare((k) => determined[k] >= rank)}`);
console.log(`determined rank below ${rank}:       ${rootMeanSquare((k) => determined[k] < rank)}`);
console.log(`share of missing cells that rank 1, 2, 3, … can determine at most:`);
console.log(report.undetermined.shareByRank.slice(0, 5).map((share) => `${(100 * share).toFixed(0)} %`));
