/** Two reports as a user would get them, made up from seeded numbers: a wide table and a file of ratings. */
import { readFileSync } from "node:fs";
import type { Certificate } from "../../src/certificates/certificate.ts";
import type { Report, RoundSummary, TraceRow } from "../../src/report/report.ts";

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

/** Falls like an accelerated method: fast first, then linearly, with a kink where a round starts. */
function traceOf(ranks: readonly number[], iterations: number, start: number, end: number): TraceRow[] {
  return ranks.flatMap((rank, k) =>
    Array.from({ length: iterations }, (_, i) => {
      const t = k + i / iterations;
      const excess = (start / end - 1) * 10 ** (-(6.4 / ranks.length) * t);
      const last = i === iterations - 1;
      return {
        round: k + 1,
        iteration: k * iterations + i,
        rank,
        objective: end * (1 + excess),
        relativeGap: last ? (k === ranks.length - 1 ? 4.1e-7 : excess * 1.3) : Number.NaN,
        gradientNorm: 1e3 * excess,
        passes: 3 * (k * iterations + i),
      };
    }),
  );
}

function roundsOf(trace: readonly TraceRow[]): RoundSummary[] {
  const lasts = trace.filter((row, k) => row.round !== trace[k + 1]?.round);
  return lasts.map((row, k) => {
    const next = lasts[k + 1];
    const summary: RoundSummary = {
      round: row.round,
      rank: row.rank,
      iterations: trace.filter((other) => other.round === row.round).length,
      objective: row.objective,
      relativeGap: row.relativeGap,
      verdict: next === undefined ? "holds" : "fails",
      jumps: [],
      stopped: next === undefined ? "relativeGapBelow(1e-6)" : "objectiveStalled(1e-9)",
    };
    if (next === undefined) return summary;
    const measuredFall = row.objective - next.objective;
    const jump = { kind: "rankIncrease", columns: next.rank - row.rank, taken: true };
    return { ...summary, jumps: [{ ...jump, predictedFall: 0.41 * measuredFall, measuredFall }] };
  });
}

function histogram(values: readonly number[], bins: number) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const edges = Array.from({ length: bins + 1 }, (_, k) => low + ((high - low) * k) / bins);
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rmse = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return { edges, counts, mean, rmse };
}

function certificatesOf(objective: number, rank: number, entries: number): Certificate[] {
  return [
    {
      claim: "globallyOptimal",
      verdict: "holds",
      evidence: "computed",
      quantity: 4.1e-7,
      threshold: 1e-6,
      sentence: "No matrix of any rank lowers the objective by more than 4.1\u00a0×\u00a010⁻⁷ of its value.",
      numbers: { primal: objective, dual: objective * (1 - 4.1e-7), dualNorm: 1.0000003, failureProbability: 1e-10 },
    },
    {
      claim: "firstOrder",
      verdict: "holds",
      evidence: "proved",
      quantity: 2.7e-7,
      threshold: 1e-6,
      sentence: "The gradient vanishes to rounding: the point is stationary.",
      numbers: { gradientNorm: 2.7e-7 },
    },
    {
      claim: "identifiable",
      verdict: entries > 0.01 ? "fails" : "holds",
      evidence: "proved",
      quantity: 1 - entries,
      threshold: 1,
      sentence: `At rank ${rank} at most ${(100 * (1 - entries)).toFixed(1)} % of the cells can be determined by the entries alone.`,
      numbers: { largestCore: 81 },
    },
  ];
}

/** Measles by state and year, 51 × 75, with a completion by smoothing that looks like a model's. */
export function wideReport(): Report {
  const lines = readFileSync(new URL("../../examples/data/measles.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const cells = lines.map((line) => line.split(","));
  const columnLabels = cells[0].slice(1);
  const rowLabels = cells.slice(1).map((row) => row[0]);
  const observed = cells.slice(1).map((row) => row.slice(1).map((cell) => (cell.trim() === "" ? null : Number(cell))));
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rowMeans = observed.map((row) => meanOf(known(row)));
  const columnMeans = columnLabels.map((_, j) => meanOf(known(observed.map((row) => row[j]))));
  const mean = meanOf(known(observed.flat()));
  const fitted = observed.map((_, i) => columnLabels.map((_, j) => (rowMeans[i] * columnMeans[j]) / mean));
  const completed = observed.map((row, i) => row.map((value, j) => value ?? fitted[i][j]));
  const random = seeded(3);
  const errors = observed.flatMap((row, i) =>
    row.flatMap((value, j) => (value === null ? [] : [value - fitted[i][j]])),
  );
  const pairs = observed
    .flatMap((row, i) => row.flatMap((value, j) => (value === null ? [] : [[value, fitted[i][j]]])))
    .filter(() => random() < 0.1);
  const trace = traceOf([2, 4, 7, 9], 14, 61_000, 18_340.2);
  return {
    command: "lowlands complete examples/data/measles.csv --seed 1",
    version: "0.1.0",
    seed: 1,
    data: {
      source: "examples/data/measles.csv",
      hash: "9f2c8a4be1d07735c1a6fdd0b06f39c2f5c0ad6b3f1e7f5d3a9c0b8e21d44a70",
      shape: "wide",
      rows: 51,
      columns: 75,
      observed: 3333,
      repeated: 0,
      minimum: 0,
      maximum: 54.4,
      scale: "none",
      rowName: "state",
      columnName: "year",
      valueName: "√(cases per 100,000)",
    },
    verdict: "holds",
    certified: true,
    sentences: [
      `On ${pairs.length} cells that were set aside, the root mean square error is 3.21 against 4.87 for means and biases alone.`,
      "No matrix of any rank does better than this one at this ridge: the objective lies within 4.1\u00a0×\u00a010⁻⁷ of the optimum.",
      "At rank 9 the entries can determine 99.2 % of the cells; Alaska and Hawaii before 1950 are the ridge’s guess.",
    ],
    warnings: [],
    heldOut: {
      rmse: 3.2118,
      mae: 2.214,
      baselineRmse: 4.8702,
      count: pairs.length,
      observed: pairs.map(([value]) => value),
      predicted: pairs.map(([value, guess]) => value + 0.55 * (guess - value) + normal(random)),
    },
    chosen: {
      rank: 9,
      ridge: 14.2,
      ridgeWeights: "none",
      bias: "both",
      biasRidge: 0.5,
      nonnegative: false,
      byValidation: ["ridge", "biasRidge"],
      path: Array.from({ length: 12 }, (_, k) => {
        const ridge = 120 * 0.7 ** k;
        return { ridge, rank: k, validationRmse: 3.24 + 0.16 * Math.log(ridge / 14.2) ** 2 };
      }).concat([{ ridge: 14.2, rank: 9, validationRmse: 3.2391 }]),
    },
    objective: 18_340.2,
    relativeGap: 4.1e-7,
    singularValues: Array.from({ length: 9 }, (_, k) => 242 * 0.62 ** k),
    residuals: histogram(
      errors.map((error) => 0.6 * error),
      36,
    ),
    undetermined: {
      rank: 9,
      entries: 0.008,
      rows: 0,
      columns: 0,
      singleRows: 0,
      singleColumns: 0,
      emptyRows: 0,
      emptyColumns: 0,
      shareByRank: Array.from({ length: 51 }, (_, k) => (k < 8 ? 1 : Math.max(0, 1 - 0.008 * (k - 7) ** 1.3))),
    },
    certificates: certificatesOf(18_340.2, 9, 0.008),
    rounds: roundsOf(trace),
    trace,
    stopped: { rule: "relativeGapBelow(1e-6)", converged: true },
    seconds: 0.84,
    picture: { rowLabels, columnLabels, observed, completed },
    credit: "Project Tycho, University of Pittsburgh; CC BY 4.0. doi:10.25337/T7/ptycho.v2.0/US.14189004",
  };
}

/** MovieLens latest-small: 671 × 9,066 ratings. */
export function tripletsReport(): Report {
  const random = seeded(7);
  const levels = [0.5, 1, 1.5, 2, 2.5, 3, 3, 3.5, 3.5, 4, 4, 4, 4.5, 5, 5];
  const pairs = Array.from({ length: 5000 }, () => {
    const observed = levels[Math.floor(random() * levels.length)];
    return [observed, Math.min(5, Math.max(0.5, 3.55 + 0.36 * (observed - 3.55) + 0.42 * normal(random)))];
  });
  const trace = traceOf([30, 48, 72], 30, 78_000, 34_812.57);
  return {
    ...wideReport(),
    command: "lowlands complete ratings.csv --columns userId,movieId,rating --seed 1",
    data: {
      ...wideReport().data,
      source: "ratings.csv",
      shape: "triplets",
      rows: 671,
      columns: 9066,
      observed: 100_004,
      minimum: 0.5,
      maximum: 5,
      rowName: "userId",
      columnName: "movieId",
      valueName: "rating",
    },
    sentences: [
      "On 10,000 ratings that were set aside, the root mean square error is 0.863 against 0.881 for mean and biases alone.",
      "No matrix of any rank does better than this one at ridge 11: the objective lies within 4.1\u00a0×\u00a010⁻⁷ of the optimum.",
      "At rank 72 the ratings can determine 0.4 % of the cells; 3,063 films have a single rating. Elsewhere the ridge decides, not the data.",
    ],
    warnings: ["3,063 of 9,066 columns (movieId) have a single entry: their predictions are little more than biases."],
    heldOut: {
      rmse: 0.8631,
      mae: 0.6642,
      baselineRmse: 0.8812,
      count: 10_000,
      observed: pairs.map(([observed]) => observed),
      predicted: pairs.map(([, predicted]) => predicted),
    },
    chosen: {
      rank: 72,
      ridge: 11,
      ridgeWeights: "none",
      bias: "both",
      biasRidge: 4,
      nonnegative: false,
      byValidation: ["ridge", "biasRidge"],
      path: [40, 30, 22, 17, 13, 11, 9, 7, 5].map((ridge, k) => ({
        ridge,
        rank: [0, 3, 11, 26, 48, 70, 98, 120, 140][k],
        validationRmse: 0.8655 + 0.018 * Math.log(ridge / 11) ** 2,
      })),
    },
    objective: 34_812.57,
    singularValues: Array.from({ length: 72 }, (_, k) => 34 * (k + 1) ** -0.5 * (1 - k / 73)),
    residuals: histogram(
      Array.from({ length: 20_000 }, () => 0.71 * normal(random)),
      44,
    ),
    undetermined: {
      rank: 72,
      entries: 0.996,
      rows: 571,
      columns: 8802,
      singleRows: 0,
      singleColumns: 3063,
      emptyRows: 0,
      emptyColumns: 0,
      shareByRank: Array.from({ length: 81 }, (_, k) => Math.exp(-k / 10) * (1 - k / 81)),
    },
    certificates: certificatesOf(34_812.57, 72, 0.996),
    rounds: roundsOf(trace),
    trace,
    seconds: 21.7,
    picture: null,
    credit: "",
  };
}
