import { expect, test } from "vitest";
import {
  type Asymmetry,
  afterIterations,
  asymmetric,
  asymmetry,
  finish,
  fixedStep,
  fullObservation,
  gradientDescent,
  imbalance,
  leastSquares,
  lowRankSvd,
  matrix,
  multiply,
  type Point,
  phases,
  practicalStart,
  predictedGrowth,
  random,
  randomStartTheorem,
  recoveryProblem,
  ridge,
  solve,
  symmetrised,
  transpose,
} from "../../../src/index.ts";
import fixture from "../../fixtures/papers/ye-du.json" with { type: "json" };

const [m, n] = fixture.shape;
const { rank } = fixture;
const left = matrix(m, rank, Float64Array.from(fixture.left));
const right = matrix(n, rank, Float64Array.from(fixture.right));
const truth = lowRankSvd({ left, right });
const problem = recoveryProblem({
  operator: fullObservation({ rows: m, columns: n }),
  observed: multiply(left, transpose(right)).data,
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: asymmetric({ rows: m, columns: n, rank }),
});
const start = Float64Array.from([...fixture.startLeft, ...fixture.startRight]);
const partsOf = (point: Point) => problem.parametrization.parts(point);

const draw = random(4);
const gaussian = (rows: number, columns: number) =>
  matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
const factors = (u = gaussian(m, rank), v = gaussian(n, rank)) => ({ left: u.data, right: v.data, rank: u.columns });

test("descent with a fixed step, and what is observed along it, are NumPy's", () => {
  const rows: (Asymmetry & { iteration: number; value: number })[] = [];
  const add = (iteration: number, value: number, point: Point) =>
    rows.push({ iteration, value, ...asymmetry(truth, partsOf(point)) });
  add(0, finish(problem.at(start).value()), start);
  const solver = gradientDescent({ step: fixedStep(fixture.stepSize) });
  const stop = [afterIterations(fixture.rows[fixture.rows.length - 1].iteration)];
  finish(solve(problem, solver, { start, stop, observe: (it) => add(it.iteration, it.value, it.point) }));
  for (const { signal, ...expected } of fixture.rows) {
    const own = rows[expected.iteration];
    signal.forEach((value, k) => {
      expect(own.signal[k]).toBeCloseTo(value, 12);
    });
    for (const [name, value] of Object.entries(expected)) {
      expect(own[name as keyof typeof expected], `${name} at ${expected.iteration}`).toBeCloseTo(value, 12);
    }
  }
});

test("turning both factors alike changes nothing; scaling them apart changes the imbalance", () => {
  const { u: turn } = lowRankSvd({ left: gaussian(rank, rank), right: gaussian(rank, rank) });
  const [u, v] = [gaussian(m, rank), gaussian(n, rank)];
  const before = asymmetry(truth, factors(u, v));
  const turned = asymmetry(truth, factors(multiply(u, turn), multiply(v, turn)));
  for (const name of ["asymmetry", "residual", "leastResidual", "skew", "leftOutside", "imbalance"] as const) {
    expect(turned[name]).toBeCloseTo(before[name], 12);
  }
  const twice = matrix(
    m,
    rank,
    u.data.map((value) => 2 * value),
  );
  expect(imbalance(factors(twice, v))).toBeGreaterThan(1.5 * before.imbalance);
});

test("the truth's own balanced factors have no asymmetry, no residual, and nothing outside", () => {
  const half = (basis: typeof truth.u) =>
    matrix(
      basis.rows,
      rank,
      basis.data.map((value, k) => value * Math.sqrt(truth.singularValues[k % rank])),
    );
  const { signal, bounded, ...rest } = asymmetry(truth, factors(half(truth.u), half(truth.v)));
  expect(signal.map((value, k) => Math.abs(value ** 2 - truth.singularValues[k])).every((e) => e < 1e-14)).toBe(true);
  expect(bounded).toBe(true);
  for (const [name, value] of Object.entries(rest)) expect(Math.abs(value), name).toBeLessThan(1e-14);
});

test("more columns than the truth's rank are measured alike: the squares still add up to the error", () => {
  const [u, v] = [gaussian(m, 5), gaussian(n, 5)];
  const { a, b, j, k, p, q } = symmetrised(truth, factors(u, v));
  const add = (s: number) =>
    matrix(
      a.rows,
      a.columns,
      a.data.map((value, i) => value + s * b.data[i]),
    );
  const square = (x: { data: Float64Array }) => x.data.reduce((sum, value) => sum + value * value, 0);
  const outer = (x: typeof a, y: typeof a) => multiply(x, transpose(y));
  const parts = [p, q, outer(add(1), k), outer(j, add(-1)), outer(j, k)].map(square);
  const observed = multiply(left, transpose(right)).data;
  const error = square({ data: outer(u, v).data.map((value, i) => value - observed[i]) });
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(error, 11);
});

test("A Aᵀ ⪯ 2S is told where it fails", () => {
  const scaled = (by: number) => {
    const half = (basis: typeof truth.u) =>
      matrix(
        basis.rows,
        rank,
        basis.data.map((value, k) => by * value * Math.sqrt(truth.singularValues[k % rank])),
      );
    return factors(half(truth.u), half(truth.v));
  };
  expect(asymmetry(truth, scaled(1.41)).bounded).toBe(true);
  expect(asymmetry(truth, scaled(1.42)).bounded).toBe(false);
});

test("a descent that left for infinity is measured as no number, not as a fault", () => {
  const far = gaussian(m, rank);
  far.data[3] = Number.POSITIVE_INFINITY;
  const { bounded, signal, ...rest } = asymmetry(truth, factors(far));
  expect([bounded, signal.length]).toEqual([false, rank]);
  for (const value of [...signal, ...Object.values(rest)]) expect(value).toBeNaN();
});

test("wrong use is told", () => {
  const small = lowRankSvd({ left: gaussian(4, 2), right: gaussian(n, 2) });
  expect(() => asymmetry(small, factors())).toThrow(/truth: expected 8×6, the size of the factors; got 4×6/);
  const deficient = { ...truth, singularValues: Float64Array.from([1, 0.5, 0]) };
  expect(() => asymmetry(deficient, factors())).toThrow(/truth: expected positive singular values; got 0/);
});

test("phases are found where a known run has them", () => {
  const [least, grown, rate] = [0.5, 40, 0.81];
  const rows = Array.from({ length: 200 }, (_, iteration) => ({
    iteration,
    value: iteration < 60 ? 0.1 : 0.1 * rate ** (iteration - 60),
    signal: Float64Array.from([1, iteration < grown ? 0.1 : 0.6]),
    residual: iteration < 60 ? 0.4 : 0.1,
    asymmetry: 0,
    leastResidual: 0,
    skew: 0,
    leftOutside: 0,
    rightOutside: 0,
    imbalance: 0,
    bounded: true,
  }));
  const found = phases(rows, least);
  expect(found).toMatchObject({ grown: 40, local: 60 });
  expect(found.tailRate).toBeCloseTo(rate, 12);
  expect(phases(rows.slice(0, 50), least)).toEqual({ grown: 40, local: undefined, tailRate: undefined });
  expect(phases(rows.slice(0, 10), least)).toEqual({ grown: undefined, local: undefined, tailRate: undefined });
});

test("the predicted growth is where the scalar flow a′ = (σ − a²) a reaches √(σ/2)", () => {
  const [sigma, eta, start] = [0.4, 0.1, 1e-3];
  const slope = (a: number) => (sigma - a * a) * a;
  let [a, t] = [start, 0];
  const h = 1e-3;
  for (; a < Math.sqrt(sigma / 2); t += h) {
    const k1 = slope(a);
    const k2 = slope(a + (h / 2) * k1);
    const k3 = slope(a + (h / 2) * k2);
    a += (h / 6) * (k1 + 2 * k2 + 2 * k3 + slope(a + h * k3));
  }
  expect(predictedGrowth(start, sigma, eta)).toBeCloseTo(t / eta, 1);
});

test("the theorem's scale, step and iterations grow as they are said to", () => {
  const theorem = randomStartTheorem({ shape: [30, 20], singularValues: [1, 0.7, 0.4] });
  expect(theorem.scale).toBeCloseTo(0.4 / (Math.sqrt(3) * 50), 15);
  expect(theorem.scale).toBeCloseTo(4.62e-3, 5);
  expect(theorem.stepSize).toBeCloseTo(2.84e-6, 8);
  const { warmUp, local, total } = theorem.iterations(1e-20, { stepSize: 0.5 });
  expect(warmUp).toBeCloseTo(Math.log(1.2 / theorem.scale) / 0.2, 10);
  expect(local).toBeCloseTo(Math.log(0.4e20) / 0.2, 10);
  expect(total).toBe(warmUp + local);

  // 1/(ησ_d) = d² κ⁴ (m + n)² at σ₁ = 1.
  const perLog = (shape: [number, number], values: number[]) =>
    1 / (randomStartTheorem({ shape, singularValues: values }).stepSize * values[values.length - 1]);
  expect(perLog([30, 20], [1, 0.7, 0.4])).toBeCloseTo(9 * 2.5 ** 4 * 2500, 3);
  expect(perLog([60, 40], [1, 0.2])).toBeCloseTo(4 * 625 * 10_000, 1);
  const constants = { scale: 2, stepSize: 3, iterations: 5 };
  const other = randomStartTheorem({ shape: [30, 20], singularValues: [1, 0.7, 0.4] }, constants);
  expect(other.scale / theorem.scale).toBeCloseTo(2, 12);
  expect(other.stepSize / theorem.stepSize).toBeCloseTo(12, 12);
  expect(other.iterations(1e-9, { stepSize: 0.1 }).local / theorem.iterations(1e-9, { stepSize: 0.1 }).local).toBe(5);
  expect(practicalStart({ shape: [30, 20], singularValues: [4, 1] })).toEqual({ scale: 2e-3, stepSize: 0.125 });
});

test.for([
  [[], "expected 1 to 3 of them; got 0"],
  [[4, 3, 2, 1], "expected 1 to 3 of them; got 4"],
  [[1, 2], "singularValues[1]: expected positive and descending; got 2"],
  [[1, 0], "singularValues[1]: expected positive and descending; got 0"],
  [[Number.NaN], "singularValues[0]: expected positive and descending; got NaN"],
] as const)("singular values %j: %s", ([singularValues, fault]) => {
  expect(() => randomStartTheorem({ shape: [5, 3], singularValues })).toThrow(fault);
  expect(() => practicalStart({ shape: [5, 3], singularValues })).toThrow(RangeError);
});
