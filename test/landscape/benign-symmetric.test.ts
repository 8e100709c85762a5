import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { aligned, benignRegularizer } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { denseSensing, fullObservation } from "../../src/operators/index.ts";
import { symmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { estimate, orthonormal, spectrum, zeros } from "./benign-models.ts";

const [N, RANK] = [14, 3];
const S = [3, 2, 1];
const draw = random(21).fork("symmetric");
const truth = orthonormal(N, RANK, draw).data.map((x, k) => x * Math.sqrt(S[k % RANK]));
const parametrization = symmetric({ rows: N, rank: RANK });

/** f(U) = ½‖𝒜(U Uᵀ − U* U*ᵀ)‖²: twice ¼‖U Uᵀ − M‖², so that every eigenvalue is doubled. */
function problemOf(kind: "denoising" | "sensing"): SecondOrderProblem {
  const size = { rows: N, columns: N };
  const operator =
    kind === "denoising"
      ? fullObservation(size)
      : denseSensing({
          ...size,
          matrices: Float64Array.from({ length: 400 * N * N }, () => draw.gaussian() / Math.sqrt(400)),
        });
  return recoveryProblem({
    operator,
    observed: operator.apply(estimate(parametrization, truth)),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

describe("V1: a fixed regulariser for X = U Uᵀ", () => {
  const fixed = benignRegularizer(parametrization, { reference: truth, strength: 1 });

  test("r(r − 1)/2 zeros at the truth; with R the spectrum of |D U*ᵀ|² + |U*ᵀ D|², twice", () => {
    const problem = problemOf("denoising");
    expect(zeros(spectrum(problem, truth))).toBe(3);
    const values = spectrum(problem, truth, fixed.hessianVector);
    expect(values[0]).toBeCloseTo(2 * 1, 11);
    expect(values[values.length - 1]).toBeCloseTo(2 * 2 * 3, 11);
    // Outside U's range 2 s_j, inside 2 (s_i + s_j): the whole spectrum is known.
    const expected = [
      ...S.flatMap((s) => new Array<number>(N - RANK).fill(2 * s)),
      ...S.flatMap((s) => S.map((t) => 2 * (s + t))),
    ].sort((a, b) => a - b);
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(expected[k], 11);
    expect(zeros(spectrum(problemOf("sensing"), truth))).toBe(3);
  });

  test("it is (c/2)‖U*ᵀU − UᵀU*‖²", () => {
    const point = truth.map(() => draw.gaussian());
    let square = 0;
    for (let a = 0; a < RANK; a++) {
      for (let b = 0; b < RANK; b++) {
        let entry = 0;
        for (let i = 0; i < N; i++)
          entry += truth[i * RANK + a] * point[i * RANK + b] - point[i * RANK + a] * truth[i * RANK + b];
        square += entry ** 2;
      }
    }
    expect(fixed.value(point) / (0.5 * square)).toBeCloseTo(1, 12);
  });

  test.for(["denoising", "sensing"] as const)("rotated descent on f is descent on f + R, 400 steps: %s", (kind) => {
    const problem = problemOf(kind);
    const gradient = (at: Float64Array) => Float64Array.from(finish(problem.at(at).gradient()));
    const rotated = (at: Float64Array) => aligned(parametrization, at, truth);
    const eta = 1 / 16;
    let alone = truth.map((x) => x + 0.1 * draw.gaussian());
    let both = rotated(alone);
    const first = both;
    let [apart, vanishing] = [0, 0];
    for (let step = 0; step < 400; step++) {
      const r = fixed.gradient(both);
      vanishing = Math.max(vanishing, norm(r));
      const g = gradient(both);
      both = rotated(both.map((x, k) => x - eta * (g[k] + r[k])));
      const own = gradient(alone);
      alone = alone.map((x, k) => x - eta * own[k]);
      const turned = rotated(alone);
      apart = Math.max(apart, ...both.map((x, k) => Math.abs(x - turned[k])));
    }
    expect(apart).toBeLessThan(1e-13);
    expect(vanishing).toBeLessThan(1e-13);
    // Where f alone bends down, f + R does not.
    expect(spectrum(problem, first)[0]).toBeLessThan(0);
    expect(spectrum(problem, first, fixed.hessianVector)[0]).toBeGreaterThan(0.5);
  });
});
