import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { npyArray } from "../../io/numpy/npy-array.ts";
import { type FactorOptions, finish, type NonnegativeLoss } from "../../src/index.ts";
import { lowestRun } from "../../src/tasks/nonnegative/lowest-run.ts";
import { nonnegativeLosses } from "../../src/tasks/nonnegative/nonnegative-losses.ts";
import { nonnegativeMatrix } from "../../src/tasks/nonnegative/nonnegative-matrix.ts";
import { nonnegativeProblem } from "../../src/tasks/nonnegative/nonnegative-problem.ts";
import { nonnegativeSettings } from "../../src/tasks/nonnegative/settings.ts";
import { nonnegativeStarts } from "../../src/tasks/nonnegative/starts.ts";
import { runClock } from "../../src/tasks/run-clock.ts";
import { solverFor } from "../../src/tasks/solver-choice.ts";

/** One factorization by scikit-learn: the objective that each start ended at. */
interface Case {
  data: "digits" | "measles";
  rank: number;
  loss: NonnegativeLoss;
  options: string;
  values: Record<string, number>;
}

const fixture = (name: string) => readFileSync(`test/fixtures/nonnegative/${name}`);
const { cases, measles } = JSON.parse(fixture("sklearn-nmf.json").toString()) as {
  cases: Case[];
  measles: { rows: number; columns: number; sum: number };
};

function digits() {
  const { shape, data } = npyArray(new Uint8Array(gunzipSync(fixture("digits.npy.gz"))));
  return { dense: Float64Array.from(data as ArrayLike<number>), shape: [shape[0], shape[1]] as const };
}

/** The years with at most two blanks, and of them the states without any. */
function completeMeasles() {
  const table = readFileSync("examples/data/measles.csv", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) =>
      line
        .split(",")
        .slice(1)
        .map((cell) => (cell === "" ? Number.NaN : Number(cell))),
    );
  const years = [...table[0].keys()].filter((j) => table.filter((row) => Number.isNaN(row[j])).length <= 2);
  const rows = table.map((row) => years.map((j) => row[j])).filter((row) => !row.some(Number.isNaN));
  return { dense: Float64Array.from(rows.flat()), shape: [rows.length, years.length] as const };
}

test("the data are those that scikit-learn had", () => {
  const { dense, shape } = completeMeasles();
  expect(shape).toEqual([measles.rows, measles.columns]);
  expect(dense.reduce((sum, x) => sum + x, 0)).toBeCloseTo(measles.sum, 6);
  expect(digits().shape).toEqual([1797, 64]);
});

const DATA = { digits: digits(), measles: completeMeasles() };

/** The descents of `factor` alone: its certificates take longer than they, and ways out would only go lower. */
async function descended({ data, rank, loss, values }: Case): Promise<number> {
  const given = nonnegativeMatrix(DATA[data]);
  const options: FactorOptions = { nonnegative: true, rank, loss, restarts: Object.keys(values).length - 1 };
  const settings = { ...nonnegativeSettings(options, given), escape: false };
  const problem = nonnegativeProblem(given, { ...settings, rank });
  const starts = nonnegativeStarts(problem, settings);
  const rough = solverFor(problem, nonnegativeLosses[loss].rough);
  const solvers = { rough, final: solverFor(problem, settings.solver) };
  const { mostIterations } = settings;
  const shared = { clock: runClock({}), observe: undefined, mostIterations };
  const [{ point }] = await lowestRun(problem, starts, solvers, settings, shared);
  return finish(problem.at(point).value());
}

const squares = cases.filter(({ loss, options }) => loss === "leastSquares" && options === "default");
test.each(squares)("$data at rank $rank: at least as low as scikit-learn, of as many starts", async (it) => {
  const objective = await descended(it);
  expect(objective).toBeLessThanOrEqual(Math.min(...Object.values(it.values)));
  // Where scikit-learn goes on to the end (tol 1e-6) both are at the same minimum.
  const tight = cases.find(({ options, data, rank }) => options === "tight" && data === it.data && rank === it.rank)!;
  expect(objective).toBeLessThanOrEqual((1 + 1e-7) * Math.min(...Object.values(tight.values)));
});

test.each(cases.filter(({ data, loss }) => data === "measles" && loss === "kullbackLeibler"))(
  "$data at rank $rank, $loss: at least as low as scikit-learn’s multiplicative updates",
  async (it) => {
    expect(await descended(it)).toBeLessThanOrEqual(Math.min(...Object.values(it.values)));
  },
);
