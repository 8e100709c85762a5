import type { LinearMap } from "../linalg/linear-map.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** The Jacobian of θ ↦ 𝒜(φ(θ)) at a point, p × dimension, as a linear map in float64. */
export function tangentMap({ store, operator }: Problem, shape: Parametrization, point: Point): LinearMap {
  const { memory } = store.workspace;
  const { rows, columns, width } = shape;
  const factor = (name: string) => ({
    left: store.factor(`${name} L`, "float64", rows, width),
    right: store.factor(`${name} R`, "float64", columns, width),
  });
  const [at, along] = [factor("tangent point"), factor("tangent direction")];
  const first = store.block("tangent from dL", "float64", operator.measurements);
  const second = store.block("tangent from dR", "float64", operator.measurements);
  shape.writeFactors(point, memory.float64(at.left.block), memory.float64(at.right.block), at.left.stride);
  return {
    rows: operator.measurements,
    columns: shape.dimension,
    *apply(x, out) {
      shape.writeDirection(x, memory.float64(along.left.block), memory.float64(along.right.block), along.left.stride);
      store.counts.applications += 2;
      yield* store.bound.applyFactors(along.left, at.right, first);
      yield* store.bound.applyFactors(at.left, along.right, second);
      const [a, b] = [memory.float64(first), memory.float64(second)];
      for (let k = 0; k < out.length; k++) out[k] = a[k] + b[k];
    },
    *applyTransposed(y, out) {
      memory.float64(first).set(y);
      store.counts.adjoints += 1;
      yield* store.bound.adjointTimes(first, at.right, along.left);
      yield* store.bound.adjointTransposeTimes(first, at.left, along.right);
      out.fill(0);
      shape.pullBack(memory.float64(along.left.block), memory.float64(along.right.block), along.left.stride, out);
    },
  };
}
