import type { Steps } from "../kernels/steps.ts";
import { lanczosBidiagonalization } from "../linalg/lanczos.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Lanczos steps beyond the rank, and the residual of a Ritz value, as a share of the largest, at which they end. */
const EXTRA_STEPS = 60;
const RESIDUAL = 1e-3;

/** The points t·U Σ Vᵀ, t > 0, U Σ Vᵀ the leading part of 𝒜*(z): its singular values split evenly between the factors. */
export function* spectralRay(problem: Problem, z: Float64Array, seed: number): Steps<(length: number) => Point> {
  const { store, parametrization } = problem;
  const { rank, rows, columns } = parametrization;
  const g = yield* store.bound.backProjection(z);
  const svd = (yield* lanczosBidiagonalization(g, {
    random: random(seed).fork("spectral start"),
    stop: (state) => {
      if (state.steps < rank) return false;
      if (state.steps >= rank + EXTRA_STEPS) return true;
      const { values, residuals } = state.ritz();
      return residuals.subarray(0, rank).every((residual) => residual <= RESIDUAL * values[0]);
    },
  })).triples(rank);
  const found = svd.singularValues.length;
  const half = (basis: Matrix, size: number, length: number) => {
    const out = matrix(size, rank);
    for (let i = 0; i < size; i++) {
      for (let c = 0; c < found; c++) {
        out.data[i * rank + c] = basis.data[i * found + c] * Math.sqrt(length * svd.singularValues[c]);
      }
    }
    return out;
  };
  return (length) => {
    const point = problem.point();
    parametrization.setFactors({ left: half(svd.u, rows, length), right: half(svd.v, columns, length) }, point);
    return point;
  };
}
