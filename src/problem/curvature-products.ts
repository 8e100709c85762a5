import type { Block } from "../kernels/memory.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor } from "../kernels/workspace.ts";
import type { SmoothLoss } from "../losses/loss.ts";
import type { AdjointImage } from "../operators/operator.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { addPenaltyGradient, penalty } from "../regularizers/regularizer.ts";
import type { SecondOrderEvaluation } from "./problem.ts";
import type { ProblemContext } from "./problem-context.ts";

/**
 * The products with curvature at a point: Gauss–Newton's dφ*( 𝒜*(ℓ″ ∘ 𝒜(dφ ξ)) ), its curvature along ξ alone, and the
 * Hessian's, which adds the second derivative of φ paired with 𝒜*(ℓ′); all with the penalty's Hessian.
 */
export function curvatureProducts(
  context: ProblemContext,
  point: Point,
  predict: () => Steps<Block>,
  derivativeImage: () => Steps<AdjointImage>,
): Pick<SecondOrderEvaluation, "hessianVector" | "gaussNewtonVector" | "curvatureAlong"> {
  const { store, parametrization, regularizer, precision } = context;
  const { memory } = store.workspace;
  const loss = context.loss as SmoothLoss;
  const { width } = parametrization;

  /** dφ ξ, as factors. */
  function tangent(direction: Point): { left: Factor; right: Factor } {
    const { left, right } = context.factors("tangent ", 2 * width);
    parametrization.writeTangent(point, direction, memory.floats(left.block), memory.floats(right.block), left.stride);
    return { left, right };
  }

  /** 𝒜*(ℓ″ ∘ 𝒜(dφ ξ)). */
  function* curvedImage(direction: Point): Steps<AdjointImage> {
    const prediction = yield* predict();
    const { left, right } = tangent(direction);
    const w = context.measurements("ℓ″ ∘ 𝒜(dX)");
    const respond = (k0: number, k1: number) => {
      const [x, y, into] = [memory.floats(prediction), memory.floats(context.target), memory.floats(w)];
      for (let k = k0; k < k1; k++) into[k] *= loss.curvature(x[k], y[k]);
    };
    const { bound, counts } = store;
    counts.applications += 1;
    counts.adjoints += 1;
    const name = "curvature";
    if (bound.applyThenAdjoint) return yield* bound.applyThenAdjoint({ left, right, out: w, z: w, respond, name });
    yield* bound.applyFactors(left, right, w);
    respond(0, w.length);
    return yield* bound.adjointImage(w, name);
  }

  /** Adds what a matrix gives by its products with a pair of factors. */
  function* add(image: AdjointImage, write: Write, pullBack: PullBack, product: Point): Steps<void> {
    const { left: p, right: q } = context.factors("frame ");
    write(memory.floats(p.block), memory.floats(q.block), p.stride);
    const { left: byLeft, right: byRight } = context.factors("∂f/∂");
    yield* image.times(q, byLeft);
    yield* image.transposeTimes(p, byRight);
    pullBack(memory.floats(byLeft.block), memory.floats(byRight.block), p.stride, product);
  }

  function* product(direction: Point, whole: boolean): Steps<Point> {
    const out = precision === "float64" ? new Float64Array(direction.length) : new Float32Array(direction.length);
    const curved = yield* curvedImage(direction);
    yield* add(
      curved,
      (left, right, stride) => parametrization.writeFrames(point, left, right, stride),
      (left, right, stride, into) => parametrization.pullBack(point, left, right, stride, into),
      out,
    );
    if (whole) {
      yield* add(
        yield* derivativeImage(),
        (left, right, stride) => parametrization.writeTurn(point, direction, left, right, stride),
        (left, right, stride, into) => parametrization.pullBackTurn(point, left, right, stride, into),
        out,
      );
    }
    addPenaltyGradient(regularizer, parametrization.parts(direction), parametrization.parts(out));
    return out;
  }

  return {
    hessianVector: (direction) => product(direction, true),
    gaussNewtonVector: (direction) => product(direction, false),
    *curvatureAlong(direction) {
      const prediction = yield* predict();
      const measured = context.measurements("ℓ″ ∘ 𝒜(dX)");
      const { left, right } = tangent(direction);
      store.counts.applications += 1;
      yield* store.bound.applyFactors(left, right, measured);
      const [x, y, w] = [prediction, context.target, measured].map((block) => memory.floats(block));
      let curvature = 2 * penalty(regularizer, parametrization.parts(direction));
      for (let k = 0; k < w.length; k++) curvature += loss.curvature(x[k], y[k]) * w[k] * w[k];
      return curvature;
    },
  };
}

type Write = (left: Point, right: Point, stride: number) => void;
type PullBack = (left: Point, right: Point, stride: number, product: Point) => void;
