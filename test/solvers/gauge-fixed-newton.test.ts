import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { benignRegularizer } from "../../src/landscape/index.ts";
import { conjugateGradient } from "../../src/linalg/conjugate-gradient.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { gaussianSensing } from "../../src/operators/index.ts";
import { asymmetric, symmetric } from "../../src/parametrizations/index.ts";
import { factorPreconditioner } from "../../src/problem/factor-preconditioner.ts";
import { gaugeFixedPreconditioner } from "../../src/problem/gauge-fixed-preconditioner.ts";
import { recoveryProblem, type SecondOrderProblem } from "../../src/problem/index.ts";
import { isometry } from "../../src/problem/isometry.ts";
import { ridge } from "../../src/regularizers/index.ts";
import {
  afterIterations,
  gaugeFixedNewton,
  gaussNewton,
  gradientNormBelow,
  solve,
  truncatedNewton,
} from "../../src/solvers/index.ts";
import { apart, balancedTruth, estimate, MODELS, model } from "../landscape/benign-models.ts";
import { cell } from "../recovery/descend.ts";
import { made } from "../recovery/instances.ts";

/** ‖∇f‖ at the start and after each iteration, and the last point. */
function norms(problem: SecondOrderProblem, start: Float64Array, iterations: number, solver = gaugeFixedNewton()) {
  const seen = [norm(finish(problem.at(start).gradient()))];
  const points: Float64Array[] = [];
  finish(
    solve(problem, solver, {
      start,
      stop: [afterIterations(iterations)],
      observe({ point, gradientNorm }) {
        seen.push(gradientNorm);
        points.push(Float64Array.from(point));
      },
    }),
  );
  return { seen, points };
}

describe("ill-conditioned sensing: 30×25, s = (30, 3, 1), 1,500 measurements", () => {
  const [rows, columns] = [30, 25];
  const truth = balancedTruth(rows, columns, [30, 3, 1], 11);
  const parametrization = asymmetric({ rows, columns, rank: 3 });
  const operator = gaussianSensing({ rows, columns, measurements: 1500, seed: 4 });
  const exact = estimate(parametrization, truth);
  const problem = recoveryProblem({
    operator,
    observed: operator.apply(exact),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const draw = random(12).fork("start");
  const away = truth.map(() => draw.gaussian());
  // ‖X − M‖ = 0.87, from where exact solves took four steps in NumPy.
  const at = (length: number) => truth.map((x, k) => x + (length * away[k]) / norm(away));
  const error = (point: Float64Array) => apart(estimate(parametrization, point).data, exact.data);
  const start = at(0.87 / (error(at(1e-3)) / 1e-3));

  test("is solved to 1e-12 in at most five steps, the last ones quadratic", () => {
    const { points } = norms(problem, start, 5);
    const errors = [error(start), ...points.map(error)];
    console.log(`‖X − M‖: ${errors.map((x) => x.toExponential(1)).join(", ")}`);
    expect(errors[0]).toBeGreaterThan(0.7);
    expect(Math.min(...errors)).toBeLessThan(1e-12);
    const order = errors.slice(2).map((x, k) => Math.log(x / errors[k + 1]) / Math.log(errors[k + 1] / errors[k]));
    expect(Math.max(...order.filter((_, k) => errors[k + 2] > 1e-12))).toBeGreaterThan(1.8);
  });
});

describe("the finish is quadratic on every model", () => {
  test.for(MODELS)("%s", (name) => {
    const { problem, truth } = model(name);
    const draw = random(13).fork(name);
    const start = truth.map((x) => x + 0.02 * draw.gaussian());
    const { seen, points } = norms(problem, start, 9);
    expect(Math.min(...seen)).toBeLessThan(1e-12 * seen[0]);
    const value = finish(problem.at(points[points.length - 1]).value());
    expect(value).toBeLessThanOrEqual(finish(problem.at(truth).value()) * (1 + 1e-12) + 1e-24);
    const orders = seen
      .slice(2)
      .map((x, k) => ({ end: x, order: Math.log(x / seen[k + 1]) / Math.log(seen[k + 1] / seen[k]) }))
      .filter(({ end }) => end > 1e-13 * seen[0]);
    expect(Math.max(...orders.map(({ order }) => order))).toBeGreaterThan(1.6);
  });

  test("X = U Uᵀ, and a ridge, whose only motions are orthogonal", () => {
    const truth = balancedTruth(12, 10, [3, 2, 1], 14);
    const draw = random(15).fork("others");
    const square = symmetric({ rows: 12, rank: 3 });
    const half = truth.slice(0, 36);
    const operator = gaussianSensing({ rows: 12, columns: 12, measurements: 400, seed: 5 });
    const tied = recoveryProblem({
      operator,
      observed: operator.apply(estimate(square, half)),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: square,
    });
    const { seen } = norms(
      tied,
      half.map((x) => x + 0.05 * draw.gaussian()),
      8,
    );
    expect(Math.min(...seen)).toBeLessThan(1e-12 * seen[0]);
    const { problem } = model("completion");
    const penalised = problem.with({ regularizer: ridge({ ridge: 0.1 }) });
    const run = norms(penalised, Float64Array.from(truth), 60);
    expect(run.seen[run.seen.length - 1]).toBeLessThan(1e-11 * run.seen[0]);
  });
});

describe("what K*K is for: a percent off a solution Newton's system is definite", () => {
  test.for(["entries", "dense sensing", "rank-one", "everything, condition 100"])("%s", (label) => {
    const { problem, start } = made(cell(label));
    const stop = [gradientNormBelow(1e-10), afterIterations(60)];
    const solution = finish(solve(problem, gaussNewton({ leastTolerance: 0 }), { start, stop })).last;
    const iterations = (off: number, fixed: boolean) => {
      const draw = random(3).fork("off");
      const point = solution.map((x) => x * (1 + off * draw.gaussian()) + 0.1 * off * draw.gaussian());
      const at = problem.at(point);
      const scale = finish(isometry(problem));
      const r = benignRegularizer(problem.parametrization, { reference: point, strength: scale });
      return finish(
        conjugateGradient(
          function* (x, out) {
            out.set(yield* at.hessianVector(x));
            if (fixed) for (const [k, value] of r.hessianVector(x).entries()) out[k] += value;
          },
          Float64Array.from(finish(at.gradient()), (x) => -x),
          {
            tolerance: 1e-8,
            precondition: (fixed ? gaugeFixedPreconditioner : factorPreconditioner)(problem, point, scale),
          },
        ),
      );
    };
    const [near, plain] = [iterations(1e-5, true), iterations(1e-5, false)];
    expect([near.stopped, plain.stopped]).toEqual(["residualSmall", "residualSmall"]);
    // Where both are definite the one takes as many iterations as the other.
    expect(Math.abs(near.iterations - plain.iterations)).toBeLessThanOrEqual(1);
    const [off, plainOff] = [iterations(1e-2, true), iterations(1e-2, false)];
    expect(off.stopped).toBe("residualSmall");
    expect(off.iterations).toBeLessThanOrEqual(near.iterations + 4);
    expect(plainOff.stopped).toBe("negativeCurvature");
  });
});

test("it leaves a saddle that it is not exactly on", () => {
  const { problem, truth } = model("denoising");
  const draw = random(16).fork("saddle");
  const saddle = truth.map((x, k) => (k % 3 === 2 ? 0 : x) + 1e-6 * draw.gaussian());
  const { points } = norms(problem, saddle, 40);
  expect(finish(problem.at(points[points.length - 1]).value())).toBeLessThan(1e-20);
});

test("the same seed, the same bits; truncatedNewton ends at the same matrix", () => {
  const { problem, truth } = model("sensing");
  const draw = random(17).fork("same");
  const start = truth.map((x) => x + 0.05 * draw.gaussian());
  const [one, two] = [1, 2].map(() => norms(problem, start, 12).points.at(-1)!);
  expect(one).toEqual(two);
  const other = norms(problem, start, 30, truncatedNewton()).points.at(-1)!;
  const { parametrization } = problem;
  expect(apart(estimate(parametrization, one).data, estimate(parametrization, other).data)).toBeLessThan(1e-9);
});
