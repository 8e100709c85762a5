import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { addPenaltyGradient } from "../regularizers/regularizer.ts";
import type { ProblemContext } from "./problem-context.ts";

/**
 * ∇²f(θ) ξ = dφ*( 𝒜*(ℓ″ ∘ 𝒜(dφ ξ)) ) + the second derivative of φ paired with 𝒜*(ℓ′) + the penalty's Hessian. With
 * X = L Rᵀ: the pairs (𝒜*(w) R + 𝒜*(z) dR, 𝒜*(w)ᵀ L + 𝒜*(z)ᵀ dL), w = ℓ″ ∘ 𝒜(dL Rᵀ + L dRᵀ), z = ℓ′.
 */
export function hessianVector(
  context: ProblemContext,
  predict: () => Steps<Block>,
  derivative: () => Steps<Block>,
): (direction: Point) => Steps<Point> {
  const { store, parametrization, regularizer, precision } = context;
  const { memory } = store.workspace;
  const loss = context.loss as SmoothLoss;
  const p = context.observed.length;

  return function* (direction) {
    const prediction = yield* predict();
    const z = yield* derivative();
    const { left, right } = context.factors();
    const { left: dLeft, right: dRight } = context.factors("d");
    parametrization.writeDirection(direction, memory.floats(dLeft.block), memory.floats(dRight.block), dLeft.stride);
    const w = context.measurements("ℓ″ ∘ 𝒜(dX), from dL");
    const other = context.measurements("𝒜(dX), from dR");
    store.counts.applications += 2;
    yield* store.bound.applyFactors(dLeft, right, w);
    yield* store.bound.applyFactors(left, dRight, other);
    const [x, y] = [memory.floats(prediction), memory.floats(context.target)];
    const [into, add] = [memory.floats(w), memory.floats(other)];
    for (let k = 0; k < p; k++) into[k] = loss.curvature(x[k], y[k]) * (into[k] + add[k]);

    const product = precision === "float64" ? new Float64Array(direction.length) : new Float32Array(direction.length);
    const { left: byLeft, right: byRight } = context.factors("∂f/∂");
    const pairs: readonly [Block, typeof right, typeof left][] = [
      [w, right, left],
      [z, dRight, dLeft],
    ];
    store.counts.adjoints += 2;
    for (const [values, times, transposeTimes] of pairs) {
      yield* store.bound.adjointTimes(values, times, byLeft);
      yield* store.bound.adjointTransposeTimes(values, transposeTimes, byRight);
      parametrization.pullBack(memory.floats(byLeft.block), memory.floats(byRight.block), left.stride, product);
    }
    addPenaltyGradient(regularizer, parametrization.parts(direction), parametrization.parts(product));
    return product;
  };
}
