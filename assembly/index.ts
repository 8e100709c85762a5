/**
 * What the module exports: the factor kernels in both formats, d for float64 and s for float32 as in BLAS, and those
 * that exist in float64 alone. The arguments are those of `src/kernels/kernels.ts`.
 */

import { rowSolve } from "./row-solve";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { Rows } from "./rows";
import { gather, sddmm, spmm } from "./sparse";

export { potrf, potrfRows } from "./cholesky";
export { gramian, multiply } from "./dense";
export { rowSolveScratch } from "./rows";
export { sparseGram, spmv } from "./sparse";

export function dsddmm(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  sddmm<f64>(i0, i1, start, index, scale, left, right, stride, out);
}

export function ssddmm(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  sddmm<f32>(i0, i1, start, index, scale, left, right, stride, out);
}

export function dspmm(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  values: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  spmm<f64>(i0, i1, start, index, values, right, stride, out);
}

export function sspmm(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  values: usize,
  right: usize,
  stride: i32,
  out: usize,
): void {
  spmm<f32>(i0, i1, start, index, values, right, stride, out);
}

export function dgather(k0: i32, k1: i32, source: usize, permutation: usize, out: usize): void {
  gather<f64>(k0, k1, source, permutation, out);
}

export function sgather(k0: i32, k1: i32, source: usize, permutation: usize, out: usize): void {
  gather<f32>(k0, k1, source, permutation, out);
}

export function drowSolve(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  observed: usize,
  other: usize,
  stride: i32,
  first: i32,
  count: i32,
  fixed: i32,
  shift: f64,
  fixedRidge: usize,
  scaledRidge: usize,
  counts: usize,
  own: usize,
  residual: usize,
  scratch: usize,
): i32 {
  const rows = changetype<Rows>(scratch);
  rows.fill(index, scale, observed, other, stride, first, count, fixed, shift);
  return rowSolve<f64>(rows, i0, i1, start, fixedRidge, scaledRidge, counts, own, residual);
}

export function srowSolve(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  observed: usize,
  other: usize,
  stride: i32,
  first: i32,
  count: i32,
  fixed: i32,
  shift: f64,
  fixedRidge: usize,
  scaledRidge: usize,
  counts: usize,
  own: usize,
  residual: usize,
  scratch: usize,
): i32 {
  const rows = changetype<Rows>(scratch);
  rows.fill(index, scale, observed, other, stride, first, count, fixed, shift);
  return rowSolve<f32>(rows, i0, i1, start, fixedRidge, scaledRidge, counts, own, residual);
}
