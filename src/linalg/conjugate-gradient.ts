import type { Steps } from "../kernels/steps.ts";
import { dot } from "./dot.ts";
import { norm } from "./norm.ts";

/** What conjugate gradients end with. */
export interface ConjugateGradientResult {
  /** The last iterate: 0 where the first direction already has negative curvature. */
  readonly solution: Float64Array;
  /** ‖b − A x‖ by the recurrence. */
  readonly residualNorm: number;
  readonly iterations: number;
  readonly stopped: "residualSmall" | "negativeCurvature" | "iterationLimit" | "notFinite";
  /** Where it stopped for negative curvature: p with pᵀA p ≤ 0, and pᵀA p/‖p‖². */
  readonly negative?: { readonly direction: Float64Array; readonly curvature: number };
}

/**
 * A x = b for a symmetric positive definite map by preconditioned conjugate gradients from x = 0 (Hestenes & Stiefel 1952,
 * doi:10.6028/jres.049.044). It stops where ‖r‖ ≤ `tolerance`·‖b‖ (default 1e-10), at a direction that shows that A is
 * not positive definite, or after `iterationLimit` iterations (default 2·size). `precondition` writes M⁻¹r, symmetric positive
 * definite.
 */
export function* conjugateGradient(
  apply: (x: Float64Array, out: Float64Array) => Steps<void>,
  b: Float64Array,
  options: {
    tolerance?: number;
    iterationLimit?: number;
    precondition?: (residual: Float64Array, out: Float64Array) => Steps<void>;
  } = {},
): Steps<ConjugateGradientResult> {
  const size = b.length;
  const { tolerance = 1e-10, iterationLimit = 2 * size, precondition } = options;
  const solution = new Float64Array(size);
  const residual = b.slice();
  const preconditioned = precondition ? new Float64Array(size) : residual;
  const product = new Float64Array(size);
  const enough = tolerance * norm(b);

  if (precondition) yield* precondition(residual, preconditioned);
  const direction = preconditioned.slice();
  let inner = dot(residual, 0, preconditioned, 0, size);
  for (let iterations = 0; ; iterations++) {
    const residualNorm = norm(residual);
    const end = { solution, residualNorm, iterations };
    if (!Number.isFinite(inner)) return { ...end, stopped: "notFinite" };
    if (residualNorm <= enough) return { ...end, stopped: "residualSmall" };
    if (iterations >= iterationLimit) return { ...end, stopped: "iterationLimit" };

    yield* apply(direction, product);
    const curvature = dot(direction, 0, product, 0, size);
    if (curvature <= 0) {
      const negative = { direction, curvature: curvature / dot(direction, 0, direction, 0, size) };
      return { ...end, stopped: "negativeCurvature", negative };
    }
    const step = inner / curvature;
    for (let i = 0; i < size; i++) {
      solution[i] += step * direction[i];
      residual[i] -= step * product[i];
    }
    if (precondition) yield* precondition(residual, preconditioned);
    const before = inner;
    inner = dot(residual, 0, preconditioned, 0, size);
    for (let i = 0; i < size; i++) direction[i] = preconditioned[i] + (inner / before) * direction[i];
    yield;
  }
}
