import { describe, expect, test } from "vitest";
import {
  asymmetric,
  denseSensing,
  entrySampling,
  escapeFeasibility,
  finish,
  fixedRank,
  leastSquares,
  logistic,
  oracleDirection,
  type Point,
  type Problem,
  perturbedCompletion,
  random,
  ray,
  recoveryProblem,
  ridge,
  symmetric,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../../src/index.ts";
import fixture from "../../fixtures/papers/shen.json" with { type: "json" };

const oracleAt = (problem: Problem, point: ArrayLike<number>) =>
  finish(oracleDirection(problem, Float64Array.from(point)));
const outer = (x: Float64Array, rank = 1) => {
  const n = x.length / rank;
  return Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return Array.from({ length: rank }, (__, c) => x[i * rank + c] * x[j * rank + c]).reduce((a, b) => a + b, 0);
  });
};
const close = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));

const rank2 = recoveryProblem({
  operator: denseSensing({ rows: 5, columns: 5, matrices: Float64Array.from(fixture.rank2.matrices) }),
  observed: Float64Array.from(fixture.rank2.observed),
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: symmetric({ rows: 5, rank: 2 }),
});
type Expected = Pick<typeof fixture.rank2, keyof typeof fixture.one & keyof typeof fixture.rank2>;
const cases: [string, Problem, Expected][] = [
  ["two by two", twoByTwoSensing().problem, fixture.one],
  ["perturbed completion", perturbedCompletion({ size: 3, perturbation: 0.3 }).problem, fixture.two],
  ["rank 2, not stationary", rank2, fixture.rank2],
];

test.for(cases)("%s: the spectral objects are NumPy's", ([, problem, expected]) => {
  const { rank } = problem.parametrization;
  const found = oracleAt(problem, expected.point);
  const { sigma, squaredB, squaredU, kappa, direction, invisible, line } = found.column!;
  expect(found.lambda).toBeCloseTo(expected.lambda_, 9);
  expect(sigma).toBeCloseTo(expected.sigma, 9);
  expect(squaredB).toBeCloseTo(expected.squaredB, 9);
  expect(squaredU).toBeCloseTo(expected.squaredU, 9);
  expect(Math.abs(kappa)).toBeCloseTo(expected.kappa, 9);
  expect(outer(direction, rank)).toEqual(close(expected.outerU, 9));
  expect(outer(invisible, rank)).toEqual(close(expected.outerInvisible, 9));
  expect(escapeFeasibility(found).exact).toBeCloseTo(expected.exact, 9);
  expect(line.value(0)).toBeCloseTo(expected.value, 9);
});

test("the line's quartic is NumPy's, without the linear part that a stationary point lacks", () => {
  for (const [, problem, { point, ...expected }] of cases.slice(0, 2)) {
    const { coefficients } = oracleAt(problem, point).column!.line;
    const [c0, c1, c2, c3, c4] = coefficients;
    expect(Math.abs(c1)).toBeLessThan(2e-3);
    expect([c0, c2, Math.abs(c3), c4]).toEqual(close((expected as unknown as typeof fixture.one).quartic, 9));
  }
});

test("at a stationary point the quartic is λ + ½ σ²‖𝒜(B)‖², σκ, ½ ‖𝒜(u uᵀ)‖²", () => {
  for (const { problem, spurious } of [twoByTwoSensing(), threeByThreeSensing()]) {
    const { lambda, column } = oracleAt(problem, spurious[0]);
    const { sigma, squaredB, squaredU, kappa, line } = column!;
    const expected = [0.5 * sigma ** 2 * squaredB + lambda, sigma * kappa, 0.5 * squaredU];
    expect([...line.coefficients.subarray(1)]).toEqual(close([0, ...expected], 9));
  }
});

describe("the printed escape feasibility scores", () => {
  test("two by two: 1.000, δ = ½", () => {
    const { problem, spurious } = twoByTwoSensing();
    const { score, exact } = escapeFeasibility(oracleAt(problem, spurious[0]), 0.5);
    expect(score).toBeCloseTo(1, 9);
    expect(exact).toBeCloseTo(1, 9);
  });

  test("perturbed completion: .106, δ = .866; λ = −.330320, σ = 1.292141; exact: .198", () => {
    const oracle = oracleAt(perturbedCompletion({ size: 3, perturbation: 0.3 }).problem, fixture.two.point);
    const { score, exact } = escapeFeasibility(oracle, 0.866);
    expect(score).toBeCloseTo(0.106, 3);
    expect(exact).toBeCloseTo(0.198, 3);
    expect(oracle.lambda).toBeCloseTo(-0.33032, 6);
    expect(oracle.column!.sigma).toBeCloseTo(1.292141, 6);
  });

  test("three by three: .1706 + .0570 = .2276, δ = .875", () => {
    const { problem, spurious } = threeByThreeSensing();
    const oracle = oracleAt(problem, spurious[0]);
    const delta = 0.875;
    const { score } = escapeFeasibility(oracle, delta);
    const { sigma } = oracle.column!;
    expect(-oracle.lambda / (sigma ** 2 * (1 + delta))).toBeCloseTo(0.1706, 3);
    expect(score).toBeCloseTo(0.2276, 3);
  });
});

test("EFS > 1 nowhere that EFS* ≤ 1, and EFS* > 1 exactly where the line has a lower point", () => {
  const { problem, spurious } = perturbedCompletion({ size: 12, perturbation: 0.1 });
  for (const point of spurious) {
    const oracle = oracleAt(problem, point);
    const { exact } = escapeFeasibility(oracle, 0.99);
    const least = finish(oracle.column!.line.least());
    expect(exact > 1).toBe(least.fall > 1e-12);
    expect(escapeFeasibility(oracle, 0.99).score).toBeLessThanOrEqual(exact);
  }
});

describe("U Vᵀ is the symmetric problem in [U; V] with measurements ½ [0 A; Aᵀ 0]", () => {
  const [m, n, rank, p] = [5, 4, 2, 14];
  const draw = random(8);
  const matrices = Float64Array.from({ length: p * m * n }, () => draw.gaussian());
  const observed = Float64Array.from({ length: p }, () => draw.gaussian());
  const size = m + n;
  const dilated = new Float64Array(p * size * size);
  for (let k = 0; k < p; k++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const half = matrices[(k * m + i) * n + j] / 2;
        dilated[(k * size + i) * size + m + j] = half;
        dilated[(k * size + m + j) * size + i] = half;
      }
    }
  }
  const common = { observed, loss: leastSquares(), regularizer: ridge({ ridge: 0 }) };
  const pair = recoveryProblem({
    ...common,
    operator: denseSensing({ rows: m, columns: n, matrices }),
    parametrization: asymmetric({ rows: m, columns: n, rank }),
  });
  const single = recoveryProblem({
    ...common,
    operator: denseSensing({ rows: size, columns: size, matrices: dilated }),
    parametrization: symmetric({ rows: size, rank }),
  });

  test("the same λ, σ, norms, directions and feasibility from balanced factors", () => {
    for (let seed = 0; seed < 10; seed++) {
      const stream = random(seed).fork("dilation");
      const point: Point = pair.point().map(() => stream.gaussian());
      const a = oracleAt(pair, point);
      const b = oracleAt(single, a.point);
      expect(a.lambda).toBeCloseTo(b.lambda, 10);
      const [x, y] = [a.column!, b.column!];
      expect(x.sigma).toBeCloseTo(y.sigma, 9);
      expect(x.squaredB).toBeCloseTo(y.squaredB, 8);
      expect(x.squaredU).toBeCloseTo(y.squaredU, 8);
      expect(Math.abs(x.kappa)).toBeCloseTo(Math.abs(y.kappa), 8);
      expect(outer(x.direction, rank)).toEqual(close(outer(y.direction, rank), 8));
      expect(outer(x.invisible, rank)).toEqual(close(outer(y.invisible, rank), 7));
    }
  });

  test("the given factors need not be balanced: only X matters", () => {
    const stream = random(1).fork("dilation");
    const point = pair.point().map(() => stream.gaussian());
    const scaled = point.map((x, k) => (k < m * rank ? 1e3 * x : 1e-3 * x));
    const [a, b] = [oracleAt(pair, point), oracleAt(pair, scaled)];
    expect(b.lambda).toBeCloseTo(a.lambda, 9);
    expect(b.column!.sigma).toBeCloseTo(a.column!.sigma, 7);
    expect(Array.from(b.point, Math.abs)).toEqual(close(Array.from(a.point, Math.abs), 7));
  });
});

test("a ridge lifts every eigenvalue, biases stay as they are, and a loss with curvature weighs by it", () => {
  const draw = random(2);
  const cells = Array.from({ length: 30 }, (_, k) => k);
  const operator = entrySampling({
    rows: 6,
    columns: 5,
    rowIndex: cells.map((k) => Math.floor(k / 5)),
    columnIndex: cells.map((k) => k % 5),
  });
  const build = (strength: number) =>
    recoveryProblem({
      operator,
      observed: Float64Array.from(cells, () => draw.fork("y").integer(2)),
      loss: logistic(),
      regularizer: ridge({ ridge: strength }),
      parametrization: asymmetric({
        ...{ rows: 6, columns: 5, rank: 2 },
        biases: { mean: true, rows: true, columns: true },
      }),
    });
  const point = build(0)
    .point()
    .map(() => draw.gaussian());
  const [without, with3] = [oracleAt(build(0), point), oracleAt(build(3), point)];
  expect(with3.lambda).toBeCloseTo(without.lambda + 1.5, 9);
  const { parametrization } = without.problem;
  const { rowBias, columnBias, mean } = parametrization.parts(without.column!.direction);
  expect([...rowBias, ...columnBias, ...mean].every((x) => x === 0)).toBe(true);
  const line = finish(ray(without.problem, without.point, without.column!.direction));
  const { sigma, squaredB, kappa } = without.column!;
  expect(line.coefficients[2]).toBeCloseTo(0.5 * sigma ** 2 * squaredB + without.lambda, 9);
  expect(line.coefficients[3]).toBeCloseTo(sigma * kappa, 9);
});

test("a point of lower rank than its factors has its smallest column that is not 0; X = 0 has none", () => {
  const point = fixture.rank2.point.map((x, k) => (k % 2 === 0 ? x : 0));
  expect(oracleAt(rank2, point).column!.index).toBe(0);
  const copies = fixture.rank2.point.map((_, k, all) => all[k - (k % 2)]);
  expect(oracleAt(rank2, copies).column!.index).toBe(0);
  expect(oracleAt(rank2, rank2.point()).column).toBeUndefined();
});

test("counts: three applications and two adjoints, products with G as many as Lanczos steps", () => {
  const { problem, spurious } = perturbedCompletion({ size: 60, perturbation: 0.1 });
  const { lanczosSteps } = oracleAt(problem, spurious[1]);
  expect(problem.store.counts.applications).toBeLessThanOrEqual(3);
  expect(problem.store.counts.adjoints).toBeLessThanOrEqual(2);
  expect(lanczosSteps).toBeLessThanOrEqual(60);
});

test("points that are not made of factors are refused", () => {
  const problem = recoveryProblem({
    operator: denseSensing({ rows: 5, columns: 5, matrices: Float64Array.from(fixture.rank2.matrices) }),
    observed: Float64Array.from(fixture.rank2.observed),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: fixedRank({ rows: 5, columns: 5, rank: 1 }),
  });
  expect(() => oracleAt(problem, problem.point())).toThrow(/problem: expected points made of factors/);
});
