/** Reports at the edge of what can happen: each must still become a page. */
import type { Report } from "../../src/report/report.ts";
import { tripletsReport, wideReport } from "./sample-report.ts";

const MARKUP = `<script>alert("row")</script><img src=https://example.org/x onerror=alert(1)>`;

function bare(): Report {
  const sample = tripletsReport();
  return {
    ...sample,
    sentences: [],
    warnings: [],
    heldOut: null,
    chosen: { ...sample.chosen, rank: 0, ridge: 0, byValidation: [], path: [] },
    objective: 0,
    relativeGap: Number.NaN,
    singularValues: [],
    residuals: { edges: [], counts: [], rmse: 0, mean: 0 },
    undetermined: { ...sample.undetermined, rank: 0, entries: 1, shareByRank: [] },
    certificates: [],
    rounds: [],
    trace: [],
    verdict: "undecided",
    certified: false,
  };
}

function withPicture(rows: number, columns: number, value: (i: number, j: number) => number | null): Report {
  const observed = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => value(i, j)));
  return {
    ...wideReport(),
    picture: {
      rowLabels: observed.map((_, i) => `row ${i}`),
      columnLabels: Array.from({ length: columns }, (_, j) => `column ${j}`),
      observed,
      completed: observed.map((row) => row.map((cell) => cell ?? 0)),
    },
  };
}

function scaled(factor: number): Report {
  const sample = wideReport();
  const times = (values: readonly number[]) => values.map((value) => value * factor);
  return {
    ...sample,
    objective: sample.objective * factor,
    singularValues: times(sample.singularValues),
    residuals: { ...sample.residuals, edges: times(sample.residuals.edges), rmse: factor, mean: 0 },
    heldOut: sample.heldOut && {
      ...sample.heldOut,
      rmse: sample.heldOut.rmse * factor,
      baselineRmse: sample.heldOut.baselineRmse * factor,
      observed: times(sample.heldOut.observed),
      predicted: times(sample.heldOut.predicted),
    },
    chosen: {
      ...sample.chosen,
      ridge: sample.chosen.ridge * factor,
      path: sample.chosen.path.map((choice) => ({
        ...choice,
        ridge: choice.ridge * factor,
        validationRmse: choice.validationRmse * factor,
      })),
    },
    trace: sample.trace.map((row) => ({ ...row, objective: row.objective * factor })),
    picture: sample.picture && {
      ...sample.picture,
      observed: sample.picture.observed.map((row) => row.map((cell) => (cell === null ? null : cell * factor))),
      completed: sample.picture.completed.map(times),
    },
  };
}

export const DEGENERATE: Readonly<Record<string, () => Report>> = {
  "nothing but the verdict": bare,
  "not certified": () => ({ ...wideReport(), verdict: "fails", certified: false }),
  "one entry": () => ({
    ...withPicture(1, 1, () => 3),
    singularValues: [3],
    residuals: { edges: [0, 0], counts: [1], rmse: 0, mean: 0 },
    heldOut: { rmse: 0, mae: 0, baselineRmse: 0, count: 1, observed: [3], predicted: [3] },
    undetermined: { ...wideReport().undetermined, rank: 1, entries: 0, shareByRank: [1] },
    trace: wideReport().trace.slice(0, 1),
    rounds: wideReport().rounds.slice(-1),
    chosen: { ...wideReport().chosen, path: [{ ridge: 1, rank: 1, validationRmse: 0 }] },
  }),
  "all values equal": () => ({
    ...withPicture(4, 3, () => 7),
    singularValues: [24.2, 24.2, 24.2],
    residuals: { edges: [0, 0, 0, 0], counts: [0, 12, 0], rmse: 0, mean: 0 },
    trace: wideReport().trace.map((row) => ({ ...row, objective: 5 })),
    heldOut: { rmse: 0, mae: 0, baselineRmse: 0, count: 2, observed: [7, 7], predicted: [7, 7] },
  }),
  "a trace with gaps": () => ({
    ...wideReport(),
    trace: wideReport().trace.map((row, k) => (k % 3 === 0 ? { ...row, objective: Number.NaN } : row)),
  }),
  "an exact fit at ridge 0": () => ({
    ...wideReport(),
    objective: 0,
    relativeGap: 0,
    trace: wideReport().trace.map((row, k) => ({ ...row, objective: k > 40 ? 0 : row.objective, relativeGap: 0 })),
    chosen: {
      ...wideReport().chosen,
      ridge: 0,
      path: [0, 1, 2].map((rank) => ({ ridge: 0, rank, validationRmse: rank })),
    },
  }),
  "a negative objective": () => ({
    ...wideReport(),
    objective: -20_000,
    trace: wideReport().trace.map((row) => ({ ...row, objective: -row.objective })),
  }),
  "infinite numbers": () => ({
    ...wideReport(),
    objective: Number.POSITIVE_INFINITY,
    relativeGap: Number.NEGATIVE_INFINITY,
    singularValues: [Number.POSITIVE_INFINITY, 1, 0],
    trace: wideReport().trace.map((row) => ({ ...row, objective: Number.POSITIVE_INFINITY })),
  }),
  "huge numbers": () => scaled(1e200),
  "tiny numbers": () => scaled(1e-200),
  "a table without an observed cell": () => withPicture(6, 5, () => null),
  "a picture of one row": () => withPicture(1, 400, (_, j) => (j % 3 === 0 ? null : j)),
  "a picture of one column": () => withPicture(400, 1, (i) => (i % 3 === 0 ? null : i)),
  "labels with markup": () => {
    const sample = withPicture(5, 4, (i, j) => i - j);
    const picture = sample.picture && {
      ...sample.picture,
      rowLabels: [MARKUP, "</script><script>alert(2)</script>", "<!--", `"'&`, "]]>"],
      columnLabels: [MARKUP, "\u2028", "`*_|", MARKUP],
    };
    return {
      ...sample,
      picture,
      command: `lowlands complete '${MARKUP}'`,
      data: { ...sample.data, source: MARKUP, rowName: MARKUP, columnName: MARKUP, valueName: MARKUP },
      sentences: [MARKUP],
      warnings: [MARKUP],
      credit: MARKUP,
    };
  },
  "very long labels": () => {
    const long = "Supercalifragilisticexpialidocious".repeat(12);
    const sample = withPicture(30, 40, (i, j) => (i * j) % 11);
    const picture = sample.picture && {
      ...sample.picture,
      rowLabels: sample.picture.rowLabels.map((label) => long + label),
      columnLabels: sample.picture.columnLabels.map((label) => long + label),
    };
    return {
      ...sample,
      picture,
      data: { ...sample.data, source: long, rowName: long, columnName: long, valueName: long },
      warnings: [long],
      sentences: [long],
      stopped: { rule: long, converged: false },
      rounds: sample.rounds.map((round) => ({ ...round, stopped: long })),
      certificates: sample.certificates.map((it) => ({ ...it, claim: long, sentence: long, numbers: { [long]: 1 } })),
    };
  },
  "a trace of ten thousand steps and a thousand rounds": () => {
    const [row] = wideReport().trace;
    const trace = Array.from({ length: 10_000 }, (_, k) => ({
      ...row,
      round: 1 + Math.floor(k / 10),
      iteration: k,
      objective: 1e5 / (1 + k) + 100,
      relativeGap: k % 10 === 9 ? 1 / (1 + k) : Number.NaN,
    }));
    const [round] = wideReport().rounds;
    return { ...wideReport(), trace, rounds: Array.from({ length: 1000 }, (_, k) => ({ ...round, round: k + 1 })) };
  },
  "a picture of 400 × 400": () =>
    withPicture(400, 400, (i, j) => ((i * 31 + j * 17) % 7 === 0 ? null : Math.sin(i * j) * 1000 + i / 7)),
};
