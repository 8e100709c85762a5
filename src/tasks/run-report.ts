import type { Certificate } from "../certificates/certificate.ts";
import { norm } from "../linalg/norm.ts";
import type { RankError, RunReport } from "../report/run-report.ts";
import { version } from "../version.ts";
import type { Descended } from "./descend.ts";
import type { RunSettings } from "./run-settings.ts";

/** What only the task knows of its report. */
export interface RunWords {
  readonly task: RunReport["task"];
  /** Where the delivered run started, where it is not as the settings say. */
  readonly start?: string;
  readonly verdict: Certificate["verdict"];
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly errorByRank: readonly RankError[];
  readonly seconds: number;
}

const BINS = 40;
/** The longest side of the picture; a larger matrix shows rows and columns chosen evenly. */
const LONGEST = 400;

/** The report of a run on arrays; who read files adds their names, hashes and the command. */
export function runReport(found: Descended, settings: RunSettings, words: RunWords): RunReport {
  const { problem, residual } = found;
  const { start, ...rest } = words;
  const { operator, observed, regularizer } = problem;
  const { rows, columns, rank, degreesOfFreedom } = problem.parametrization;
  const [minimum, maximum] = rangeOf(observed);
  return {
    ...rest,
    command: "",
    version,
    seed: settings.seed,
    data: {
      source: "",
      hashes: [],
      operator: operator.name,
      rows,
      columns,
      measurements: operator.measurements,
      degreesOfFreedom,
      minimum,
      maximum,
    },
    certified: words.verdict === "holds",
    chosen: {
      rank,
      rankGiven: settings.rank !== undefined,
      ridge: regularizer.ridge,
      solver: found.runs[0].solver,
      start: start ?? (typeof settings.start === "string" ? settings.start : "given factors"),
    },
    objective: found.objective,
    residual: norm(residual) / (norm(observed) || 1),
    singularValues: found.singularValues,
    residuals: histogram(residual),
    certificates: words.certificates.map(({ witness: _, ...plain }) => plain),
    rounds: found.rounds,
    runs: found.runs,
    stopped: found.stopped,
    picture: picture(found),
    credit: "",
  };
}

function rangeOf(values: Float64Array): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function histogram(values: Float64Array): RunReport["residuals"] {
  const [least, most] = rangeOf(values);
  const width = (most - least) / BINS || 1;
  const counts = new Array<number>(BINS).fill(0);
  let sum = 0;
  for (const value of values) {
    counts[Math.min(BINS - 1, Math.floor((value - least) / width))] += 1;
    sum += value;
  }
  return {
    edges: Array.from({ length: BINS + 1 }, (_, k) => least + k * width),
    counts,
    rmse: norm(values) / Math.sqrt(values.length),
    mean: sum / values.length,
  };
}

function picture({ problem, point }: Descended): RunReport["picture"] {
  const { rows, columns } = problem.parametrization;
  const { left, right, rank } = problem.parametrization.parts(point);
  const [shownRows, shownColumns] = [evenly(rows), evenly(columns)];
  const cell = (i: number, j: number) => {
    let value = 0;
    for (let c = 0; c < rank; c++) value += left[i * rank + c] * right[j * rank + c];
    return value;
  };
  // Where 𝒜 is the identity the observations are the matrix.
  const known = problem.operator.isometry === true && problem.observed.length === rows * columns;
  return {
    rowLabels: shownRows.map(String),
    columnLabels: shownColumns.map(String),
    given: known ? shownRows.map((i) => shownColumns.map((j) => problem.observed[i * columns + j])) : null,
    recovered: shownRows.map((i) => shownColumns.map((j) => cell(i, j))),
  };
}

function evenly(count: number): number[] {
  const shown = Math.min(count, LONGEST);
  return Array.from({ length: shown }, (_, k) => Math.round((k * (count - 1)) / Math.max(1, shown - 1)));
}
