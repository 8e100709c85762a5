import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { aligned, benignRegularizer, denseHessian, scaledMetric, tangentCurvature } from "../../src/landscape/index.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { apart, balancedTruth, dot, estimate, MODELS, model, oracle, plus, spectrum, zeros } from "./benign-models.ts";

/** ½‖U Vᵀ − M‖² for M of the given singular values, and its balanced truth. */
function denoising(singularValues: readonly number[], rows = 12, columns = 10, seed = 0) {
  const truth = balancedTruth(rows, columns, singularValues, seed);
  const parametrization = asymmetric({ rows, columns, rank: singularValues.length });
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: estimate(parametrization, truth).data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  return { problem, truth };
}

describe("the identity (ID), for any factors and any direction", () => {
  test.for([1, 10, 1000])("factors unbalanced by %d", (factor) => {
    const shape = asymmetric({ rows: 7, columns: 5, rank: 3 });
    const draw = random(1).fork("identity");
    const point = Float64Array.from({ length: 36 }, (_, k) => (k < 21 ? factor : 1 / factor) * draw.gaussian());
    const direction = point.map(() => draw.gaussian());
    const k = shape.gauge(point, "all").apply(direction);
    const product = (a: Float64Array, b: Float64Array, rows: number, columns: number) =>
      Float64Array.from({ length: rows * columns }, (_, cell) => {
        const [i, j] = [Math.floor(cell / columns), cell % columns];
        return a[i * 3] * b[j * 3] + a[i * 3 + 1] * b[j * 3 + 1] + a[i * 3 + 2] * b[j * 3 + 2];
      });
    const gram = (a: Float64Array, b: Float64Array) =>
      Float64Array.from({ length: 9 }, (_, cell) => {
        let sum = 0;
        for (let i = 0; i < a.length / 3; i++) sum += a[i * 3 + Math.floor(cell / 3)] * b[i * 3 + (cell % 3)];
        return sum;
      });
    const square = (x: Float64Array) => dot(x, x);
    const [u, v] = [point.slice(0, 21), point.slice(21)];
    const [du, dv] = [direction.slice(0, 21), direction.slice(21)];
    const [one, two] = [product(du, v, 7, 5), product(u, dv, 7, 5)];
    const tangent = one.map((x, cell) => x + two[cell]);
    const apartSquares = square(one) + square(two) + square(gram(u, du)) + square(gram(v, dv));
    expect(Math.abs(square(tangent) + square(k) - apartSquares)).toBeLessThan(1e-13 * apartSquares);
  });
});

describe("spectra, against NumPy", () => {
  const cases = MODELS.flatMap((name) => (["truth", "near", "far"] as const).map((where) => [name, where] as const));

  test.for(cases)("%s at %s", ([name, where]) => {
    const { problem } = model(name);
    const point = Float64Array.from(oracle[where]);
    const stored = oracle.models[name][where];
    const { smallest, largest, method } = finish(tangentCurvature(problem, point));
    expect(method).toBe("exact");
    const r = benignRegularizer(problem.parametrization, { reference: point, strength: stored.strength });
    const [alone, regularised] = [spectrum(problem, point), spectrum(problem, point, r.hessianVector)];
    const ends = (values: Float64Array) => [values[0], values[values.length - 1]];
    const found = [...ends(alone), smallest, largest, ...ends(regularised)];
    const expected = [...stored.alone, ...stored.tangent, ...stored.regularised];
    for (const [k, value] of found.entries()) {
      expect(Math.abs(value - expected[k])).toBeLessThan(1e-11 * stored.alone[1]);
    }
    if (where !== "truth") return;
    // The eigenvalue after the ninth is at least 1e-3 of the largest, the ninth below 1e-15 of it.
    expect(zeros(alone)).toBe(9);
    expect(stored.zeros).toBe(9);
    expect(regularised[0]).toBeGreaterThanOrEqual(stored.strength * 1 - 1e-12);
    expect(regularised[65]).toBeLessThanOrEqual(2 * largest * 3 * (1 + 1e-12));
  });

  test("sampled curvatures lie between the exact ones, one application each and no adjoint", () => {
    for (const name of MODELS) {
      const { problem, truth } = model(name);
      const before = { ...problem.store.counts };
      const found = finish(tangentCurvature(problem, truth, { exactUpTo: 0, samples: 10 }));
      const [least, most] = oracle.models[name].truth.tangent;
      expect(found.method).toBe("sampled");
      expect(found.smallest).toBeGreaterThanOrEqual(least * (1 - 1e-10));
      expect(found.largest).toBeLessThanOrEqual(most * (1 + 1e-10));
      // Each sample measures one tangent; whether the operator gives adjoints with predictions costs one more.
      expect(problem.store.counts.applications - before.applications).toBeLessThanOrEqual(11);
      expect(problem.store.counts.adjoints - before.adjoints).toBeLessThanOrEqual(1);
    }
  });

  test("denoising by hand: 9 zeros, then [1.000, 6.00] for s = (3, 2, 1)", () => {
    const { problem, truth } = denoising([3, 2, 1]);
    const r = benignRegularizer(problem.parametrization, { reference: truth, strength: 1 });
    expect(zeros(spectrum(problem, truth))).toBe(9);
    const values = spectrum(problem, truth, r.hessianVector);
    expect(values[0]).toBeCloseTo(1, 12);
    expect(values[values.length - 1]).toBeCloseTo(6, 12);
  });

  test.for([1, 10, 100, 1000])("in the scaled metric exactly [1, 2], condition %d", (condition) => {
    const { problem, truth } = denoising([condition, Math.sqrt(condition), 1]);
    // The metric does not ask for balance.
    for (const unbalance of [1, 7]) {
      const point = truth.map((x, k) => (k < 36 ? unbalance * x : x / unbalance));
      const { parametrization } = problem;
      const metric = scaledMetric(parametrization, point);
      const hessian = finish(denseHessian(problem, point));
      const times = (x: Float64Array) =>
        x.map((_, i) => dot(hessian.data.subarray(i * x.length, (i + 1) * x.length), x));
      const { hessianVector } = benignRegularizer(parametrization, { reference: metric.orthonormal, strength: 1 });
      const inMetric = (x: Float64Array) => {
        const curved = hessianVector(x);
        return metric.fromMetric(times(metric.fromMetric(x))).map((value, k) => value + curved[k]);
      };
      const { values } = symmetricEigen(plus(matrix(66, 66), inMetric));
      expect(Math.abs(values[0] - 1)).toBeLessThan(1e-9);
      expect(Math.abs(values[65] - 2)).toBeLessThan(1e-9);
      const draw = random(6).fork("metric");
      const direction = point.map(() => draw.gaussian());
      expect(apart(metric.fromMetric(metric.toMetric(direction)), direction)).toBeLessThan(1e-10 * norm(direction));
    }
    const r = benignRegularizer(problem.parametrization, { reference: truth, strength: 1 });
    const plain = spectrum(problem, truth, r.hessianVector);
    expect(plain[65] / plain[0]).toBeCloseTo(2 * condition, 4);
  });
});

test("far beyond the theorem's region f + R stays convex where f does not: ρ = 1, 3, 6, 10 times s_r/(10 √s₁)", () => {
  const { problem, truth } = denoising([3, 2, 1]);
  const { parametrization } = problem;
  const draw = random(8).fork("neighbourhood");
  const unit = 1 / (10 * Math.sqrt(3));
  // What a NumPy run saw on sixty other points each.
  const seen = { 1: 0.965, 3: 0.885, 6: 0.768, 10: 0.604 };
  for (const [factor, least] of Object.entries(seen)) {
    let [alone, both] = [0, Number.POSITIVE_INFINITY];
    for (let trial = 0; trial < 12; trial++) {
      const away = truth.map(() => draw.gaussian());
      const point = truth.map((x, k) => x + (Number(factor) * unit * away[k]) / norm(away));
      const reference = aligned(parametrization, truth, point);
      const r = benignRegularizer(parametrization, { reference, strength: 1 });
      alone = Math.min(alone, spectrum(problem, point)[0]);
      both = Math.min(both, spectrum(problem, point, r.hessianVector)[0]);
    }
    expect(alone).toBeLessThan(0);
    expect(Math.abs(both - least)).toBeLessThan(0.12);
    console.log(`ρ = ${factor} d₀′: λ_min of f ${alone.toFixed(3)}, of f + R ${both.toFixed(3)} (NumPy: ${least})`);
  }
});
