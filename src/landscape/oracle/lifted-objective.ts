import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import type { OracleDirection } from "./oracle-direction.ts";
import { powerOf, productOf, type SignedLog, signedLog, sumOf } from "./signed-log.ts";

/** c vec(X)^{⊗l}, a component of a lifted point. */
export interface LiftedComponent {
  readonly weight: SignedLog;
  readonly point: Point;
}

/**
 * h^l(w) = ½‖𝒜^{⊗l}(M_w) − y^{⊗l}‖² at w = Σ c_j vec(X_j)^{⊗l}, without the tensor: with z_jk = 𝒜 of the symmetric part of X_j X_kᵀ,
 *
 *     h^l = ½ ( Σ c_j c_k c_p c_q ⟨z_jk, z_pq⟩^l − 2 Σ c_j c_k ⟨z_jk, y⟩^l + ‖y‖^{2l} ).
 *
 * A tensor has n^l numbers; this takes K (K + 1)/2 applications of 𝒜 for K components, and K⁴ powers.
 *
 * @throws RangeError where the loss is not least squares, or the problem has biases, a ridge or no factors.
 * @see Shen et al. 2026, arXiv:2602.05887
 */
export function* liftedObjective(
  problem: Problem,
  components: readonly LiftedComponent[],
  order: number,
): Steps<SignedLog> {
  const { observed } = problem;
  const pairs = yield* pairImages(problem, components);
  const inner = (a: Float64Array, b: Float64Array) => powerOf(signedLog(dot(a, 0, b, 0, a.length)), order);
  const terms: SignedLog[] = [inner(observed, observed)];
  for (const a of pairs) {
    terms.push(productOf(signedLog(-2), a.weight, inner(a.image, observed)));
    for (const b of pairs) terms.push(productOf(a.weight, b.weight, inner(a.image, b.image)));
    yield;
  }
  return productOf(signedLog(0.5), sumOf(terms));
}

/**
 * The diagonal surrogate Σ_i ( Σ c_j c_k (z_jk)_i^l − y_i^l )² that stands for the lifted objective in the paper's experiments: other
 * values, and no factor ½.
 *
 * @throws RangeError as `liftedObjective` does.
 */
export function* liftedSurrogate(
  problem: Problem,
  components: readonly LiftedComponent[],
  order: number,
): Steps<SignedLog> {
  const pairs = yield* pairImages(problem, components);
  const squares = Array.from(problem.observed, (y, i) => {
    const terms = pairs.map(({ weight, image }) => productOf(weight, powerOf(signedLog(image[i]), order)));
    return powerOf(sumOf([...terms, productOf(signedLog(-1), powerOf(signedLog(y), order))]), 2);
  });
  return sumOf(squares);
}

/** z_jk for j ≤ k, those of two components with the weight of both orders. */
function* pairImages(
  given: Problem,
  components: readonly LiftedComponent[],
): Steps<{ weight: SignedLog; image: Float64Array }[]> {
  const problem = given.with({ precision: "float64" });
  checkLiftable(problem);
  const pairs: { weight: SignedLog; image: Float64Array }[] = [];
  for (const [j, first] of components.entries()) {
    const tangent = tangentMap(problem, problem.parametrization, Float64Array.from(first.point));
    for (const second of components.slice(j)) {
      const image = new Float64Array(problem.observed.length);
      yield* tangent.apply(Float64Array.from(second.point), image);
      const times = signedLog(second === first ? 1 : 2);
      // The derivative at X along Y is twice 𝒜 of the symmetric part of X Yᵀ.
      pairs.push({ weight: productOf(times, first.weight, second.weight), image: image.map((x) => x / 2) });
      yield;
    }
  }
  return pairs;
}

/** Beyond this a lifting is no longer looked for. */
const HIGHEST_ORDER = 999;

/** How the lifted objective curves at w = vec(X)^{⊗l} along the oracle direction. */
export interface LiftedCurvature {
  /** ⟨b, ∇²h^l(w) b⟩ at b = vec(u qᵀ)^{⊗l}, for an order l. */
  at(order: number): SignedLog;
  /** The least odd order, up to 999, from which on the curvature is negative: w is then a strict saddle; undefined where there is none. */
  readonly requiredOrder: number | undefined;
}

/**
 * With P = ⟨𝒜(X Xᵀ), 𝒜(u uᵀ)⟩ and Q = ⟨y, 𝒜(u uᵀ)⟩, so that P − Q = λ, the curvature is
 *
 *     2 (P^l − Q^l) + 4 (σ²‖𝒜(B)‖²/4)^l:
 *
 * negative for large odd l where Q exceeds |P| and σ²‖𝒜(B)‖²/4. The number itself may leave the range of numbers, so it is given as its sign
 * and logarithm.
 *
 * @throws RangeError where X = 0, or as `liftedObjective` does.
 */
export function* liftedCurvature({ problem, point, column }: OracleDirection): Steps<LiftedCurvature> {
  checkLiftable(problem);
  if (!column) throw new RangeError("oracle: expected a point with a column that is not 0; got X = 0");
  const { observed } = problem;
  const image = column.line.second;
  const reached = dot(yield* problem.at(point).prediction(), 0, image, 0, image.length);
  const wanted = dot(observed, 0, image, 0, image.length);
  const bend = (column.sigma ** 2 * column.squaredB) / 4;
  const at = (order: number) =>
    sumOf([
      productOf(signedLog(2), powerOf(signedLog(reached), order)),
      productOf(signedLog(-2), powerOf(signedLog(wanted), order)),
      productOf(signedLog(4), powerOf(signedLog(bend), order)),
    ]);
  let least: number | undefined;
  for (let order = HIGHEST_ORDER; order >= 3 && at(order).sign < 0; order -= 2) least = order;
  return { at, requiredOrder: least };
}

function checkLiftable({ loss, regularizer, parametrization }: Problem): void {
  const { biases, factored, name } = parametrization;
  if (!loss.quadratic) throw new RangeError(`problem: expected least squares, which lifts; got ${loss.name}`);
  if (regularizer.ridge > 0)
    throw new RangeError(`problem: expected no ridge, which does not lift; got ${regularizer.ridge}`);
  if (!factored || biases.mean || biases.rows || biases.columns) {
    throw new RangeError(`problem: expected factors without biases; got ${name}`);
  }
}
