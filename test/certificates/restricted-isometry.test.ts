import { describe, expect, test } from "vitest";
import {
  asymmetric,
  certificates,
  denseSensing,
  entrySampling,
  finish,
  fullObservation,
  leastSquares,
  logistic,
  type MeasurementOperator,
  type Problem,
  perturbedCompletion,
  random,
  recoveryProblem,
  restrictedIsometry,
  ridge,
  twoByTwoSensing,
} from "../../src/index.ts";
import { eigen } from "../oracles/semidefinite.ts";

const problemOf = (operator: MeasurementOperator, rank = 1, biases = false) =>
  recoveryProblem({
    operator,
    observed: new Float64Array(operator.measurements),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: asymmetric({
      rows: operator.rows,
      columns: operator.columns,
      rank,
      biases: { mean: biases, rows: false, columns: false },
    }),
  });

const dense = (rows: number, columns: number, p: number, seed: number, by = 1) => {
  const draw = random(seed).fork("restricted isometry");
  const matrices = Float64Array.from({ length: p * rows * columns }, () => (by * draw.gaussian()) / Math.sqrt(p));
  return denseSensing({ rows, columns, matrices });
};

const ask = (problem: Problem, options = {}) => finish(restrictedIsometry(problem, problem.point(), options));

describe("restrictedIsometry", () => {
  test("holds, computed, where the eigenvalues over all matrices allow it", () => {
    const certificate = ask(problemOf(dense(6, 5, 1_200, 1)));
    expect(certificate).toMatchObject({ claim: "restrictedIsometry", verdict: "holds", evidence: "computed" });
    expect(certificate.quantity).toBeLessThan(0.5);
    expect(certificate.numbers.delta).toBeLessThanOrEqual(certificate.quantity);
    expect(certificate.sentence).toMatch(/^The measurements keep the norms of all matrices of rank up to 2 but for/);
  });

  test("fails, proved, where two matrices show it", () => {
    const certificate = ask(problemOf(dense(8, 8, 150, 2)));
    expect(certificate).toMatchObject({ verdict: "fails", evidence: "proved" });
    expect(certificate.sentence).toMatch(/times as much as others, in squares: δ is at least/);
    expect(certificate.numbers.condition).toBeGreaterThan(3);
  });

  test("is undecided, estimated, where only a search can tell", () => {
    const certificate = ask(problemOf(dense(12, 12, 1_400, 3)));
    expect(certificate).toMatchObject({ verdict: "undecided", evidence: "estimated" });
    expect(certificate.quantity).toBeGreaterThan(0.2);
    expect(certificate.quantity).toBeLessThan(0.5);
    expect(certificate.numbers.deltaAtMost).toBe(1);
    expect(certificate.sentence).toMatch(/^Undecided: a search among matrices of rank up to 2 found δ to be at least/);
  });

  test("is decided without a search for full observation, missing entries and too few measurements", () => {
    expect(ask(problemOf(fullObservation({ rows: 4, columns: 3 })))).toMatchObject({
      verdict: "holds",
      quantity: 0,
      evidence: "proved",
    });
    const sampled = entrySampling({ rows: 400, columns: 300, rowIndex: [0, 1], columnIndex: [0, 1] });
    const missing = ask(problemOf(sampled));
    expect(missing).toMatchObject({ verdict: "fails", quantity: 1, evidence: "proved" });
    expect(missing.sentence).toMatch(/an entry that is not observed/);
    expect(ask(problemOf(dense(6, 6, 11, 4)))).toMatchObject({ verdict: "fails", quantity: 1, evidence: "proved" });
    expect(ask(perturbedCompletion({ size: 4, perturbation: 0.9 }).problem)).toMatchObject({
      verdict: "holds",
      evidence: "proved",
    });
    expect(ask(perturbedCompletion({ size: 40, perturbation: 0.1 }).problem)).toMatchObject({
      verdict: "fails",
      evidence: "proved",
    });
  });

  test("at δ = ½ itself rounding leaves it open, and other thresholds are answered", () => {
    const { problem } = twoByTwoSensing();
    expect(ask(problem)).toMatchObject({ verdict: "undecided", quantity: expect.closeTo(0.5, 9) });
    expect(ask(problem, { threshold: 0.501 })).toMatchObject({ verdict: "holds", evidence: "computed" });
    expect(ask(problem, { threshold: 0.499 })).toMatchObject({ verdict: "fails", evidence: "proved" });
    expect(ask(problem).sentence).toMatch(/symmetric matrices of rank up to 2/);
  });

  test("says nothing of biases, other losses and rank 0, and does not depend on the point", () => {
    const { applies } = certificates.restrictedIsometry;
    const biased = problemOf(dense(3, 3, 20, 1), 1, true);
    const operator = fullObservation({ rows: 2, columns: 2 });
    const classes = recoveryProblem({
      operator,
      observed: Float64Array.of(0, 1, 1, 0),
      loss: logistic(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
    });
    for (const problem of [biased, classes]) {
      expect(applies(problem)).toBe(false);
      expect(ask(problem).verdict).toBe("undecided");
    }
    const plain = problemOf(dense(3, 3, 20, 1), 0);
    expect(applies(plain)).toBe(true);
    expect(ask(plain)).toMatchObject({ verdict: "holds", evidence: "proved" });
    const one = problemOf(dense(3, 3, 40, 1));
    const nowhere = one.point().fill(Number.NaN);
    expect(finish(restrictedIsometry(one, nowhere))).toEqual(ask(one));
  });

  test("no lies: where the rank is full, 200 random operators against the eigenvalues", () => {
    let decided = 0;
    for (let seed = 0; seed < 200; seed++) {
      const p = 4 + (seed % 60);
      const operator = dense(2, 2, p, seed);
      const images = [0, 1, 2, 3].map((cell) =>
        operator.apply({ rows: 2, columns: 2, data: Float64Array.from({ length: 4 }, (_, k) => Number(k === cell)) }),
      );
      const gram = Float64Array.from({ length: 16 }, (_, at) =>
        images[Math.floor(at / 4)].reduce((sum, x, k) => sum + x * images[at % 4][k], 0),
      );
      const values = eigen(gram, 4).values;
      const [least, most] = [Math.min(...values), Math.max(...values)];
      const delta = (most - least) / (most + least);
      const threshold = delta * [0.999, 1.001, 0.5, 1.5][seed % 4];
      const { verdict, numbers } = ask(problemOf(operator), { threshold });
      if (verdict === "holds") expect(delta).toBeLessThan(threshold);
      if (verdict === "fails") expect(delta).toBeGreaterThanOrEqual(threshold);
      if (verdict !== "undecided") decided += 1;
      expect(numbers.delta).toBeLessThanOrEqual(delta + 1e-12);
      expect(numbers.deltaAtMost).toBeGreaterThanOrEqual(delta - 1e-12);
    }
    expect(decided).toBeGreaterThan(190);
  });
});

test.for([1e-100, 1e60, 1e100, 1e160])(
  "the size of the operator, %d, does not matter while its squares are numbers",
  (by) => {
    const [expected, found] = [1, by].map((size) => {
      const problem = problemOf(dense(5, 4, 60, 9, size));
      return finish(restrictedIsometry(problem, problem.point()));
    });
    if (by > 1e150) expect(found.verdict).toBe("undecided");
    else expect(found.numbers.delta).toBeCloseTo(expected.numbers.delta, 6);
  },
);
