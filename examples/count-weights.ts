/** Rows with many entries need less help from the ridge: `ridgeWeights: "counts"` weighs it by them (ALS-WR). */
import { complete, random } from "../src/index.ts";

const [m, n] = [90, 40];
const draw = random(5);
const taste = Array.from({ length: m }, () => draw.gaussian());
const style = Array.from({ length: n }, () => draw.gaussian());

// Like ratings: a few rows are busy, most are not, and an entry that comes twice counts twice.
const rows: number[] = [];
const columns: number[] = [];
for (let i = 0; i < m; i++) {
  const entries = Math.ceil(36 / (1 + i / 12));
  for (let k = 0; k < entries; k++) {
    rows.push(i);
    columns.push(draw.integer(n));
  }
}
const values = rows.map((i, k) => 3.5 + taste[i] * style[columns[k]] + 0.4 * draw.gaussian());

for (const ridgeWeights of ["none", "counts"] as const) {
  const { heldOut, report, certified } = await complete(
    { rows, columns, values, shape: [m, n] },
    { ridgeWeights, seed: 1 },
  );
  console.log(
    `${ridgeWeights}: ridge ${report.chosen.ridge.toPrecision(3)}, rank ${report.chosen.rank}, certified: ${certified}`,
  );
  console.log(
    `  held-out error ${heldOut?.rmse.toFixed(3)}; mean and biases alone ${heldOut?.baselineRmse.toFixed(3)}`,
  );
}
