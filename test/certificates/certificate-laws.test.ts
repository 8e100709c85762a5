import { describe, expect, test } from "vitest";
import { type Certificate, certificates } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import {
  absolute,
  huber,
  kullbackLeibler,
  type Loss,
  leastSquares,
  logistic,
  poisson,
} from "../../src/losses/index.ts";
import {
  entrySampling,
  fullObservation,
  gaussianSensing,
  type MeasurementOperator,
} from "../../src/operators/index.ts";
import {
  asymmetric,
  fixedRank,
  nonnegative,
  nonnegativeSymmetric,
  type Parametrization,
  type Point,
  symmetric,
} from "../../src/parametrizations/index.ts";
import { type Problem, recoveryProblem } from "../../src/problem/index.ts";
import { countWeightedRidge, elasticNet, type Regularizer, ridge } from "../../src/regularizers/index.ts";
import { pointOf } from "../laws/points.ts";

const ALL = { mean: true, rows: true, columns: true };

/** Entries in a pattern that leaves the first row and the last column out where it is asked to. */
function entries(rows: number, columns: number, hollow = false): MeasurementOperator {
  const cells = Array.from({ length: rows * columns }, (_, cell) => cell).filter((cell) => {
    const [i, j] = [Math.floor(cell / columns), cell % columns];
    return hollow ? i > 0 && j < columns - 1 : cell % 5 !== 4;
  });
  return entrySampling({
    ...{ rows, columns },
    ...{ rowIndex: cells.map((cell) => Math.floor(cell / columns)), columnIndex: cells.map((cell) => cell % columns) },
  });
}

function problemOf(
  operator: MeasurementOperator,
  map: Parametrization,
  { loss = leastSquares(), regularizer = ridge({ ridge: 0.3 }) }: { loss?: Loss; regularizer?: Regularizer } = {},
): Problem {
  const draw = random(5).fork("observed");
  const most = loss.observations?.most;
  const observed = Float64Array.from({ length: operator.measurements }, () =>
    most === 1 ? draw.integer(2) : most ? draw.integer(4) : draw.gaussian(),
  );
  return recoveryProblem({ operator, observed, loss, regularizer, parametrization: map });
}

const counts = (length: number) => Float64Array.from({ length }, (_, k) => 1 + (k % 3));
const size = { rows: 6, columns: 5 };
const PROBLEMS: Record<string, Problem> = {
  entries: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 })),
  "no ridge": problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 }), { regularizer: ridge({ ridge: 0 }) }),
  "biases and a weighted ridge": problemOf(entries(6, 5), asymmetric({ ...size, rank: 2, biases: ALL }), {
    regularizer: countWeightedRidge({ ridge: 0.2, rowCounts: counts(6), columnCounts: counts(5) }),
  }),
  "free biases": problemOf(entries(6, 5), asymmetric({ ...size, rank: 2, biases: ALL }), {
    regularizer: ridge({ ridge: 0 }),
  }),
  "empty rows and columns": problemOf(entries(6, 5, true), asymmetric({ ...size, rank: 2 })),
  "all zero": recoveryProblem({
    operator: entries(6, 5),
    observed: new Float64Array(24),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({ ...size, rank: 2 }),
  }),
  "rank 0": problemOf(entries(6, 5), asymmetric({ ...size, rank: 0, biases: ALL })),
  "rank 0 and nothing else": problemOf(entries(6, 5), asymmetric({ ...size, rank: 0 })),
  "one cell": problemOf(fullObservation({ rows: 1, columns: 1 }), asymmetric({ rows: 1, columns: 1, rank: 1 })),
  "full rank": problemOf(fullObservation({ rows: 4, columns: 4 }), asymmetric({ rows: 4, columns: 4, rank: 4 })),
  logistic: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 }), { loss: logistic() }),
  poisson: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2, biases: ALL }), { loss: poisson() }),
  huber: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 }), { loss: huber() }),
  absolute: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 }), {
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
  }),
  "in full": problemOf(fullObservation(size), asymmetric({ ...size, rank: 2 }), { regularizer: ridge({ ridge: 0 }) }),
  nonnegative: problemOf(fullObservation(size), nonnegative({ ...size, rank: 2 }), {
    regularizer: ridge({ ridge: 0 }),
  }),
  "nonnegative symmetric": problemOf(
    gaussianSensing({ rows: 6, columns: 6, measurements: 30 }),
    nonnegativeSymmetric({ rows: 6, rank: 2 }),
    { regularizer: elasticNet({ ridge: 0.3, l1: 0.1 }) },
  ),
  kullbackLeibler: problemOf(entries(6, 5), nonnegative({ ...size, rank: 2 }), { loss: kullbackLeibler() }),
  symmetric: problemOf(gaussianSensing({ rows: 6, columns: 6, measurements: 30 }), symmetric({ rows: 6, rank: 2 }), {
    regularizer: ridge({ ridge: 0 }),
  }),
  "fixed rank": problemOf(entries(6, 5), fixedRank({ ...size, rank: 2 }), { regularizer: ridge({ ridge: 0 }) }),
  float32: problemOf(entries(6, 5), asymmetric({ ...size, rank: 2 })).with({ precision: "float32" }),
};

/** Points at which something is missing, doubled, out of range or exact. */
function points(problem: Problem): Record<string, Point> {
  const { parametrization } = problem;
  const { rank, factored } = parametrization;
  const make = (change: (point: Point) => void = () => {}) => {
    const point = problem.point();
    point.set(pointOf(parametrization, random(9).fork("point")));
    change(point);
    return point;
  };
  const eachColumn = (value: (factor: Point, i: number, c: number) => number) => (point: Point) => {
    const { left, right } = parametrization.parts(point);
    for (const factor of left === right ? [left] : [left, right]) {
      factor.forEach((_, k) => {
        factor[k] = value(factor, Math.floor(k / rank) * rank, k % rank);
      });
    }
  };
  const scaled = (by: number) => make((point) => point.set(point.map((x) => x * by)));
  const broken = (by: number) => make((point) => point.set([by], point.length >> 1));
  return {
    generic: make(),
    zero: problem.point(),
    ...(factored && {
      "an empty column": make(eachColumn((factor, i, c) => (c === rank - 1 ? 0 : factor[i + c]))),
      "a column twice": make(eachColumn((factor, i) => factor[i])),
      "no left factor": make((point) => parametrization.parts(point).left.fill(0)),
      tiny: scaled(1e-150),
      huge: scaled(1e150),
      "beyond squares": scaled(1e-170),
    }),
    ...(problem.point().length > 0 && {
      "not a number": broken(Number.NaN),
      infinite: broken(Number.POSITIVE_INFINITY),
      "one large number": broken(1e200),
    }),
  };
}

const VERDICTS = ["holds", "fails", "undecided"];
const EVIDENCE = ["proved", "computed", "estimated"];

/** What every certificate promises, whatever it says. */
function expectForm(certificate: Certificate, claim: string, where: string): void {
  expect(certificate.claim).toBe(claim);
  expect(VERDICTS).toContain(certificate.verdict);
  expect(EVIDENCE).toContain(certificate.evidence);
  for (const number of [certificate.quantity, certificate.threshold]) {
    expect(Number.isFinite(number) || Number.isNaN(number), where).toBe(true);
  }
  // What is not known is left out: JSON has no number for it.
  expect(Object.values(certificate.numbers).every(Number.isFinite), where).toBe(true);
  expect(certificate.sentence, where).toMatch(/^[A-Z].+\.$/);
  expect(certificate.sentence, where).not.toMatch(/undefined|NaN|Infinity|∞/);
  if (certificate.direction) expect(Math.hypot(...certificate.direction)).toBeCloseTo(1, 6);
}

describe.for(Object.entries(certificates))("%s", ([name, { certify, applies }]) => {
  const applicable = Object.entries(PROBLEMS).filter(([, problem]) => applies(problem));

  test("applies to some of the problems", () => {
    expect(applicable.length).toBeGreaterThan(0);
  });

  test.for(applicable)("says something at every point, twice the same, and touches nothing: %s", ([, problem]) => {
    for (const [where, point] of Object.entries(points(problem))) {
      const before = point.slice();
      const first = finish(certify(problem, point));
      expectForm(first, name, where);
      const second = finish(certify(problem, point));
      expect(second).toEqual(first);
      expect(point).toEqual(before);
    }
  });
});
