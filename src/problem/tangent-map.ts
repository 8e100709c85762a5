import type { LinearMap } from "../linalg/linear-map.ts";
import type { Parametrization, Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "./problem.ts";

/** The Jacobian of θ ↦ 𝒜(φ(θ)) at a point, p × dimension, as a linear map in float64. */
export function tangentMap({ store, operator }: Problem, shape: Parametrization, point: Point): LinearMap {
  const { memory } = store.workspace;
  const { rows, columns, width } = shape;
  const factors = (name: string, count: number) => ({
    left: store.factor(`${name} L`, "float64", rows, count),
    right: store.factor(`${name} R`, "float64", columns, count),
  });
  const [frames, tangent, pulled] = [
    factors("tangent frames", width),
    factors("tangent", 2 * width),
    factors("tangent adjoint", width),
  ];
  const measured = store.block("𝒜(dX)", "float64", operator.measurements);
  shape.writeFrames(point, memory.float64(frames.left.block), memory.float64(frames.right.block), frames.left.stride);
  return {
    rows: operator.measurements,
    columns: shape.dimension,
    *apply(x, out) {
      const { left, right } = tangent;
      shape.writeTangent(point, x, memory.float64(left.block), memory.float64(right.block), left.stride);
      store.counts.applications += 1;
      yield* store.bound.applyFactors(left, right, measured);
      out.set(memory.float64(measured));
    },
    *applyTransposed(y, out) {
      const { left, right } = pulled;
      memory.float64(measured).set(y);
      store.counts.adjoints += 1;
      const image = yield* store.bound.adjointImage(measured, "tangent");
      yield* image.times(frames.right, left);
      yield* image.transposeTimes(frames.left, right);
      out.fill(0);
      shape.pullBack(point, memory.float64(left.block), memory.float64(right.block), left.stride, out);
    },
  };
}
