import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { aligned, balanceDrift, benignRegularizer, imbalance } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { balancedTruth, estimate, MODELS, model, oracle, spectrum } from "./benign-models.ts";

/** ½ Σ w (x − y)² whose gradient at the truth is a random matrix of Frobenius norm `noise`. */
function weighted(rows: number, columns: number, truth: Float64Array, weights: number[], noise: number, seed: number) {
  const parametrization = asymmetric({ rows, columns, rank: 3 });
  const draw = random(seed).fork("noise");
  const drawn = weights.map(() => draw.gaussian());
  const size = norm(drawn);
  const cells = weights.map((_, cell) => cell);
  const operator = entrySampling({
    rows,
    columns,
    rowIndex: cells.map((cell) => Math.floor(cell / columns)),
    columnIndex: cells.map((cell) => cell % columns),
    weights,
  });
  const exact = estimate(parametrization, truth).data;
  return recoveryProblem({
    operator,
    observed: operator.measure(cells.map((cell) => exact[cell] + (noise * drawn[cell]) / size / weights[cell])),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

describe("gradient descent on f and on f + R makes the same steps", () => {
  test.for(MODELS)("%s, 400 steps", (name) => {
    const { problem, truth } = model(name);
    const { parametrization } = problem;
    const [, ell] = oracle.models[name].truth.tangent;
    const strength = oracle.models[name].truth.tangent[0];
    const eta = 1 / (2.6 * ell * 3);
    const draw = random(7).fork(name);
    let alone = truth.map((x) => x + 0.15 * draw.gaussian());
    let both = alone.slice();
    const drift = balanceDrift(parametrization.parts(alone));
    let [most, vanishing] = [0, 0];
    const gradient = (at: Float64Array) => Float64Array.from(finish(problem.at(at).gradient()));
    for (let step = 0; step < 400; step++) {
      const g = gradient(alone);
      const own = gradient(both);
      const reference = aligned(parametrization, truth, both);
      const r = benignRegularizer(parametrization, { reference, strength }).gradient(both);
      drift.step(eta, norm(g));
      alone = alone.map((x, k) => x - eta * g[k]);
      both = both.map((x, k) => x - eta * (own[k] + r[k]));
      most = Math.max(most, ...alone.map((x, k) => Math.abs(x - both[k])));
      vanishing = Math.max(vanishing, norm(r));
    }
    expect(most).toBeLessThan(1e-13);
    expect(vanishing).toBeLessThan(1e-13);
    const parts = parametrization.parts(alone);
    expect(drift.drift(parts)).toBeLessThanOrEqual(drift.bound);
    expect(imbalance(parts)).toBeGreaterThan(0);
  });
});

describe("the constants of T1", () => {
  test("hold on 300 random cases: curvatures mu..ell, an imbalance, noise", () => {
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    for (let seed = 0; seed < 300; seed++) {
      const draw = random(seed).fork("T1");
      const [mu, ell] = [0.5 + 0.5 * draw.uniform(), 1 + draw.uniform()];
      const singular = [3, 2, 1].map((s) => s * (1 + 0.2 * draw.uniform()));
      const [s1, sr] = [Math.max(...singular), Math.min(...singular)];
      const [rows, columns] = [8, 7];
      const truth = balancedTruth(rows, columns, singular, seed);
      // Entry weights in [mu, ell]: an anisotropic quadratic loss; entries of the noise such that ‖∇L(M*)‖ ≤ mu s_r/16.
      const weights = Array.from({ length: rows * columns }, () => mu + (ell - mu) * draw.uniform());
      const problem = weighted(rows, columns, truth, weights, (mu * sr) / 16, seed);
      const d0 = (mu * sr) / (12 * ell * Math.sqrt(s1));
      // ‖UᵀU − VᵀV‖ ≤ 0.1 s_r by a stretch of one factor.
      const stretch = 1 + (0.024 * sr * draw.uniform()) / s1;
      const reference = truth.map((x, k) => (k < rows * 3 ? x * stretch : x / stretch));
      const direction = truth.map(() => draw.gaussian());
      const radius = (d0 * draw.uniform()) / norm(direction);
      const point = reference.map((x, k) => x + radius * direction[k]);
      const r = benignRegularizer(problem.parametrization, { reference, strength: mu });
      const values = spectrum(problem, point, r.hessianVector);
      least = Math.min(least, values[0] / (mu * sr));
      most = Math.max(most, values[values.length - 1] / (ell * s1));
    }
    expect(least).toBeGreaterThan(0.5);
    expect(most).toBeLessThan(2.6);
    console.log(`T1 on 300 cases: worst λ_min/(μ s_r) ${least.toFixed(3)}, worst λ_max/(ℓ s₁) ${most.toFixed(3)}`);
  });
});
