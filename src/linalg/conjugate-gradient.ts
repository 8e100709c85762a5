import type { Steps } from "../kernels/steps.ts";
import { dot } from "./dot.ts";
import { norm } from "./norm.ts";

/** What conjugate gradients end with. */
export interface ConjugateGradientResult {
  /** The last iterate: 0 where the first direction already has negative curvature. */
  readonly solution: Float64Array;
  /** ‖b − A x‖ and bᵀx − ½ xᵀA x by the recurrences. */
  readonly residualNorm: number;
  readonly decrease: number;
  /** √(xᵀM x). */
  readonly length: number;
  readonly iterations: number;
  readonly stopped: "residualSmall" | "negativeCurvature" | "boundary" | "iterationLimit" | "notFinite";
  /** Where it met negative curvature: p with pᵀA p ≤ 0, and pᵀA p/‖p‖². */
  readonly negative?: { readonly direction: Float64Array; readonly curvature: number };
}

/**
 * A x = b for a symmetric positive definite map by preconditioned conjugate gradients from x = 0 (Hestenes & Stiefel 1952,
 * doi:10.6028/jres.049.044). It stops where rᵀM⁻¹r ≤ `tolerance`²·bᵀM⁻¹b (default 1e-10), at a direction that shows that A is
 * not positive definite, or after `iterationLimit` iterations (default 2·size). `precondition` writes M⁻¹r, symmetric positive
 * definite. With a `radius` it ends on the sphere √(xᵀM x) = radius where it would leave it, or where it meets negative
 * curvature (Steihaug 1983, doi:10.1137/0720042).
 */
export function* conjugateGradient(
  apply: (x: Float64Array, out: Float64Array) => Steps<void>,
  b: Float64Array,
  options: {
    tolerance?: number;
    iterationLimit?: number;
    radius?: number;
    precondition?: ((residual: Float64Array, out: Float64Array) => Steps<void>) | undefined;
  } = {},
): Steps<ConjugateGradientResult> {
  const size = b.length;
  const { tolerance = 1e-10, iterationLimit = 2 * size, radius = Number.POSITIVE_INFINITY, precondition } = options;
  const solution = new Float64Array(size);
  const residual = b.slice();
  const preconditioned = precondition ? new Float64Array(size) : residual;
  const product = new Float64Array(size);

  if (precondition) yield* precondition(residual, preconditioned);
  const direction = preconditioned.slice();
  let inner = dot(residual, 0, preconditioned, 0, size);
  const enough = tolerance * tolerance * inner;
  let decrease = 0;
  // ‖x‖², ⟨x, p⟩ and ‖p‖² in the norm of M, without a product with M (Conn, Gould & Toint 2000, section 7.5.1).
  let [reach, along, extent] = [0, 0, inner];
  for (let iterations = 0; ; iterations++) {
    const residualNorm = norm(residual);
    const end = { solution, residualNorm, decrease, length: Math.sqrt(reach), iterations };
    if (!Number.isFinite(inner)) return { ...end, stopped: "notFinite" };
    if (inner <= enough) return { ...end, stopped: "residualSmall" };
    if (iterations >= iterationLimit) return { ...end, stopped: "iterationLimit" };

    yield* apply(direction, product);
    const curvature = dot(direction, 0, product, 0, size);
    const negative = curvature <= 0 && {
      direction,
      curvature: curvature / dot(direction, 0, direction, 0, size),
    };
    if (negative && radius === Number.POSITIVE_INFINITY) return { ...end, stopped: "negativeCurvature", negative };
    const step = inner / curvature;
    if (negative || reach + 2 * step * along + step * step * extent >= radius * radius) {
      const rest = radius * radius - reach;
      const last = rest / (along + Math.sqrt(along * along + extent * rest));
      for (let i = 0; i < size; i++) solution[i] += last * direction[i];
      for (let i = 0; i < size; i++) residual[i] -= last * product[i];
      decrease += last * (inner - 0.5 * last * curvature);
      const there = { solution, residualNorm: norm(residual), decrease, length: radius, iterations: iterations + 1 };
      return { ...there, stopped: "boundary", ...(negative && { negative }) };
    }
    decrease += 0.5 * step * inner;
    reach += 2 * step * along + step * step * extent;
    for (let i = 0; i < size; i++) {
      solution[i] += step * direction[i];
      residual[i] -= step * product[i];
    }
    if (precondition) yield* precondition(residual, preconditioned);
    const before = inner;
    inner = dot(residual, 0, preconditioned, 0, size);
    const share = inner / before;
    along = share * (along + step * extent);
    extent = inner + share * share * extent;
    for (let i = 0; i < size; i++) direction[i] = preconditioned[i] + share * direction[i];
    yield;
  }
}
