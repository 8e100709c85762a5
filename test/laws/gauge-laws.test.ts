import { describe, expect, test } from "vitest";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { random } from "../../src/linalg/random.ts";
import { symmetricEigen } from "../../src/linalg/symmetric-eigen.ts";
import { type Parametrization, parametrizations } from "../../src/parametrizations/index.ts";
import { apart, estimate } from "../landscape/benign-models.ts";
import { gaussianPoint, pointOf } from "./points.ts";

const shapes: [string, Parametrization][] = [
  ...Object.entries(parametrizations).map(([name, make]): [string, Parametrization] => [
    name,
    make({ rows: 6, columns: 6, rank: 3 }),
  ]),
  [
    "asymmetric with biases",
    parametrizations.asymmetric({
      rows: 6,
      columns: 5,
      rank: 3,
      biases: { mean: true, rows: true, columns: true },
    }),
  ],
];

describe.for(shapes)("%s", ([, shape]) => {
  test.for(["all", "orthogonal"] as const)("a motion keeps X, and K* is its velocity: %s", (motions) => {
    const draw = random(1).fork("motions");
    const point = pointOf(shape, draw);
    const gauge = shape.gauge(point, motions);
    const a = gauge.apply(gaussianPoint(shape, draw)).map(() => draw.gaussian());
    const there = gauge.moved(a);
    const x = estimate(shape, point);
    expect(apart(estimate(shape, there).data, x.data)).toBeLessThan(1e-13 * norm(x.data) * Math.exp(2 * norm(a)));
    const step = 1e-6;
    const [ahead, behind] = [step, -step].map((t) => gauge.moved(a.map((value) => t * value)));
    const velocity = ahead.map((value, k) => (value - behind[k]) / (2 * step));
    expect(apart(velocity, gauge.adjoint(a))).toBeLessThan(1e-8 * (1 + norm(a) ** 3 * norm(point)));
    const { rowBias, columnBias, mean } = shape.parts(there);
    expect([rowBias, columnBias, mean]).toEqual(
      (["rowBias", "columnBias", "mean"] as const).map((part) => Float64Array.from(shape.parts(point)[part])),
    );
  });

  test("turned is the nearest point under orthogonal motions: no other motion is nearer", () => {
    const draw = random(2).fork("turned");
    const [point, towards] = [pointOf(shape, draw), pointOf(shape, draw)];
    const gauge = shape.gauge(point, "orthogonal");
    const nearest = gauge.turned(towards);
    const distance = apart(nearest, towards);
    expect(distance).toBeLessThanOrEqual(apart(point, towards) * (1 + 1e-14));
    expect(norm(shape.gauge(nearest, "orthogonal").apply(towards.map((x, k) => x - nearest[k])))).toBeLessThan(1e-12);
    for (let trial = 0; trial < 20; trial++) {
      const other = gauge.moved(gauge.apply(gaussianPoint(shape, draw)).map(() => 3 * draw.gaussian()));
      expect(apart(other, towards)).toBeGreaterThanOrEqual(distance * (1 - 1e-12));
    }
  });

  test.for(["all", "orthogonal"] as const)("least is the smallest eigenvalue of K K* that is not 0: %s", (motions) => {
    const draw = random(3).fork("least");
    const gauge = shape.gauge(pointOf(shape, draw), motions);
    if (gauge.dimension === 0) {
      expect(gauge.least).toBe(Number.POSITIVE_INFINITY);
      return;
    }
    const size = gauge.apply(gaussianPoint(shape, draw)).length;
    const gram = matrix(size, size);
    for (let k = 0; k < size; k++) {
      const unit = Float64Array.from({ length: size }, (_, l) => (l === k ? 1 : 0));
      gram.data.set(gauge.apply(gauge.adjoint(unit)), k * size);
    }
    const { values } = symmetricEigen(gram);
    expect(gauge.least).toBeCloseTo(values[size - gauge.dimension], 10);
  });
});

test("one column has no orthogonal motion, and no column none at all", () => {
  for (const rank of [0, 1]) {
    const shape = parametrizations.asymmetric({ rows: 4, columns: 3, rank });
    const point = pointOf(shape, random(4).fork("few"));
    expect(shape.gauge(point, "orthogonal").least).toBe(Number.POSITIVE_INFINITY);
    expect(shape.gauge(point, "all").dimension).toBe(rank);
  }
});
