import { describe, expect, test } from "vitest";
import { finish } from "../../src/kernels/steps.ts";
import { benignRegularizer } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { leastSquares } from "../../src/losses/index.ts";
import { fullObservation } from "../../src/operators/index.ts";
import { asymmetric, fixedRank, type Parametrization, symmetric } from "../../src/parametrizations/index.ts";
import { gaugeFixedPreconditioner } from "../../src/problem/gauge-fixed-preconditioner.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { apart, dot, estimate } from "../landscape/benign-models.ts";
import { gaussianPoint, pointOf } from "../laws/points.ts";

const size = { rows: 7, columns: 6 };
const biases = { mean: true, rows: true, columns: true };

/** A matrix observed in full, at the point that fits it, and the preconditioner there. */
function exactFit(parametrization: Parametrization, stretch = 1, strength = 0) {
  const draw = random(1).fork("fit");
  const point = pointOf(parametrization, draw);
  const { left, right } = parametrization.parts(point);
  for (const [part, by] of [
    [left, stretch],
    [right, 1 / stretch],
  ] as const)
    if (by !== 1) part.set(part.map((x) => by * x));
  const { rows, columns } = parametrization;
  const problem = recoveryProblem({
    operator: fullObservation({ rows, columns }),
    observed: estimate(parametrization, point).data,
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength, biasRidge: strength }),
    parametrization,
  });
  const apply = gaugeFixedPreconditioner(problem, point, 1);
  const precondition = (x: Float64Array) => {
    const out = new Float64Array(x.length);
    finish(apply!(x, out));
    return out;
  };
  return { problem, point, precondition, draw };
}

describe("the inverse of Newton's matrix with the gauge fixed, where everything is observed and fitted", () => {
  const cases: [string, Parametrization, number][] = [
    ["U Vᵀ", asymmetric({ ...size, rank: 3 }), 1],
    ["U Vᵀ, unbalanced", asymmetric({ ...size, rank: 3 }), 30],
    ["U Uᵀ", symmetric({ rows: 7, rank: 3 }), 1],
    ["one column", asymmetric({ ...size, rank: 1 }), 1],
  ];

  test.for(cases)("%s", ([, shape, stretch]) => {
    const { problem, point, precondition, draw } = exactFit(shape, stretch);
    const x = gaussianPoint(shape, draw);
    const curved = benignRegularizer(shape, { reference: point, strength: 1 }).hessianVector(x);
    const image = Float64Array.from(finish(problem.at(point).hessianVector(x)), (value, k) => value + curved[k]);
    expect(apart(precondition(image), x)).toBeLessThan(1e-7 * norm(x));
  });

  const others: [string, Parametrization, number][] = [
    ["biases", asymmetric({ ...size, rank: 2, biases }), 0],
    ["biases and ridges", asymmetric({ ...size, rank: 2, biases }), 0.3],
    ["a ridge", asymmetric({ ...size, rank: 3 }), 0.3],
    ["no column", asymmetric({ ...size, rank: 0, biases }), 0],
  ];

  test.for([...cases, ...others])("is symmetric and positive definite: %s", ([, shape, strength]) => {
    const { precondition, draw } = exactFit(shape, 1, strength === 1 || strength === 30 ? 0 : strength);
    for (let trial = 0; trial < 10; trial++) {
      const [x, y] = [gaussianPoint(shape, draw), gaussianPoint(shape, draw)];
      const [mx, my] = [precondition(x), precondition(y)];
      expect(Math.abs(dot(mx, y) - dot(x, my))).toBeLessThan(1e-12 * norm(mx) * norm(y));
      expect(dot(mx, x)).toBeGreaterThan(0);
    }
  });
});

test("a rank-deficient factor still has one, a zero factor throws nothing, and a manifold needs none", () => {
  const { problem, point } = exactFit(asymmetric({ ...size, rank: 3 }));
  const at = (keep: (k: number) => boolean) => {
    const out = new Float64Array(point.length);
    const there = point.map((x, k) => (keep(k) ? x : 0));
    finish(gaugeFixedPreconditioner(problem, there, 1)!(point, out));
    return out;
  };
  expect(at((k) => k % 3 !== 1).every(Number.isFinite)).toBe(true);
  for (const keep of [() => false, (k: number) => k < 21, (k: number) => k >= 21]) expect(() => at(keep)).not.toThrow();
  const parametrization = fixedRank({ ...size, rank: 2 });
  const manifold = recoveryProblem({
    operator: problem.operator,
    observed: problem.observed,
    loss: leastSquares(),
    regularizer: problem.regularizer,
    parametrization,
  });
  expect(gaugeFixedPreconditioner(manifold, manifold.point(), 1)).toBeUndefined();
});
