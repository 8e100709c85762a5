import { describe, expect, test } from "vitest";
import { aligned, benignRegularizer, scaledMetric } from "../../src/landscape/index.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { asymmetric, fixedRank } from "../../src/parametrizations/index.ts";
import { apart, dot, estimate, oracle } from "./benign-models.ts";

describe("alignment", () => {
  const shape = asymmetric({ rows: 12, columns: 10, rank: 3 });
  const truth = Float64Array.from(oracle.truth);

  test.for(["near", "far", "elsewhere"] as const)("finds SciPy's distance to the orbit: %s", (where) => {
    const point = Float64Array.from(oracle[where]);
    const found = aligned(shape, truth, point);
    expect(Math.abs(apart(found, point) / oracle.distances[where] - 1)).toBeLessThan(1e-7);
    expect(apart(estimate(shape, found).data, estimate(shape, truth).data)).toBeLessThan(1e-13);
    const k = shape.gauge(found, "all").apply(point.map((x, l) => x - found[l]));
    expect(norm(k)).toBeLessThan(1e-14);
  });

  test("the regulariser and its gradient vanish at the aligned point's own iterate and at the reference", () => {
    const draw = random(2).fork("aligned");
    for (let trial = 0; trial < 20; trial++) {
      const point = truth.map((x) => x + 0.3 * draw.gaussian());
      const reference = aligned(shape, truth, point);
      const r = benignRegularizer(shape, { reference, strength: 1 });
      for (const at of [point, reference]) {
        expect(r.value(at)).toBeLessThan(1e-26);
        expect(norm(r.gradient(at))).toBeLessThan(1e-13);
      }
    }
  });

  test("value, gradient and Hessian agree, and the orbit is what is curved", () => {
    const draw = random(3).fork("quadratic");
    const [point, direction] = [truth.map(() => draw.gaussian()), truth.map(() => draw.gaussian())];
    const r = benignRegularizer(shape, { reference: truth, strength: 0.7 });
    const moved = (t: number) => r.value(point.map((x, k) => x + t * direction[k]));
    expect((moved(1) - moved(-1)) / 2).toBeCloseTo(dot(r.gradient(point), direction), 10);
    expect(moved(1) + moved(-1) - 2 * moved(0)).toBeCloseTo(dot(r.hessianVector(direction), direction), 10);
    const normal = direction.slice();
    const gauge = shape.gauge(truth, "all");
    const along = gauge.adjoint(gauge.solve(gauge.apply(normal)));
    expect(norm(r.hessianVector(normal.map((x, k) => x - along[k])))).toBeLessThan(1e-13);
  });

  test("a reference of no rank, of less rank, of no size or no numbers ends, and no farther away", () => {
    const draw = random(4).fork("degenerate");
    const point = truth.map((x) => x + 0.3 * draw.gaussian());
    const references = {
      zero: truth.map(() => 0),
      "a zero column": truth.map((x, k) => (k % 3 === 1 ? 0 : x)),
      "a zero factor": truth.map((x, k) => (k < 36 ? 0 : x)),
      "equal columns": truth.map((_, k) => truth[k - (k % 3)]),
      "unbalanced by 1e8": truth.map((x, k) => (k < 36 ? 1e4 * x : 1e-4 * x)),
      huge: truth.map((x) => 1e150 * x),
      tiny: truth.map((x) => 1e-150 * x),
    };
    for (const [name, reference] of Object.entries(references)) {
      const found = aligned(shape, reference, point);
      expect(apart(found, point), name).toBeLessThanOrEqual(norm(reference.map((x, k) => x - point[k])) * (1 + 1e-12));
    }
    const lost = truth.map((x, k) => (k === 3 ? Number.NaN : x));
    expect(aligned(shape, lost, point)).toEqual(lost);
    expect(aligned(shape, truth, lost)).toEqual(truth);
  });

  test("on a manifold there is no orbit and no regulariser", () => {
    const manifold = fixedRank({ rows: 12, columns: 10, rank: 3 });
    const draw = random(5).fork("manifold");
    const [one, two] = [1, 2].map(() => Float64Array.from({ length: manifold.dimension }, () => draw.gaussian()));
    expect(aligned(manifold, one, two)).toEqual(one);
    const r = benignRegularizer(manifold, { reference: one, strength: 1 });
    expect([r.value(two), norm(r.gradient(two)), norm(r.hessianVector(two))]).toEqual([0, 0, 0]);
  });

  test("wrong use is named", () => {
    expect(() => benignRegularizer(shape, { reference: truth, strength: -1 })).toThrow(
      /strength: expected a number ≥ 0/,
    );
    expect(() => benignRegularizer(shape, { reference: truth.slice(1), strength: 1 })).toThrow(
      /reference: expected 66/,
    );
    expect(() => scaledMetric(fixedRank({ rows: 3, columns: 3, rank: 1 }), truth)).toThrow(/one with factors/);
  });
});
