import type { Steps } from "../../kernels/steps.ts";
import type { Problem } from "../../problem/problem.ts";
import { addPenaltyGradient } from "../../regularizers/regularizer.ts";

/** A symmetric map of ℝ^size. */
export interface TurnMap {
  readonly size: number;
  apply(x: Float64Array, out: Float64Array): Steps<void>;
}

/**
 * T, the part of the Hessian that no Gauss–Newton matrix has, on one column of the factors: the second derivative of φ paired
 * with G = 𝒜*(ℓ′), and the penalty's. For X = U Uᵀ it is G + Gᵀ, for U Vᵀ it is (u, v) ↦ (G v, Gᵀ u); the gradient in a column of the
 * factors is T times it. Each product costs two of G with a vector, and G is not formed where the operator has a shorter way.
 */
export function* turnMap(problem: Problem, derivative: Float64Array): Steps<TurnMap> {
  const { store, regularizer, operator } = problem;
  const shape = problem.parametrization.withRank(1);
  const { memory } = store.workspace;
  const factors = (name: string) => ({
    left: store.factor(`${name} L`, "float64", shape.rows, shape.width),
    right: store.factor(`${name} R`, "float64", shape.columns, shape.width),
  });
  const [turn, product] = [factors("turn map"), factors("turn map product")];
  const z = store.block("turn map ℓ′", "float64", operator.measurements);
  memory.float64(z).set(derivative);
  store.counts.adjoints += 1;
  const image = yield* store.bound.adjointImage(z, "turn map");
  const nowhere = new Float64Array(shape.dimension);
  return {
    size: shape.dimension,
    *apply(x, out) {
      const views = [turn, product].map(({ left, right }) => [memory.float64(left.block), memory.float64(right.block)]);
      shape.writeTurn(nowhere, x, views[0][0], views[0][1], turn.left.stride);
      yield* image.times(turn.right, product.left);
      yield* image.transposeTimes(turn.left, product.right);
      out.fill(0);
      const [left, right] = [memory.float64(product.left.block), memory.float64(product.right.block)];
      shape.pullBackTurn(nowhere, left, right, turn.left.stride, out);
      addPenaltyGradient(regularizer, shape.parts(x), shape.parts(out));
      clearBiases(shape, out);
    },
  };
}

/** Sets the biases of a direction to 0. */
export function clearBiases({ parts }: Problem["parametrization"], direction: Float64Array): void {
  const { rowBias, columnBias, mean } = parts(direction);
  for (const bias of [rowBias, columnBias, mean]) bias.fill(0);
}
