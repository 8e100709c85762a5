/**
 * What the module exports: the factor kernels in both formats, d for float64 and s for float32 as in BLAS, and those
 * that exist in float64 alone. The arguments are those of `src/kernels/kernels.ts`.
 */

import { flipSigns, fwhtColumns, fwhtRows } from "./fwht";
import { gemm, gemmTransposed } from "./gemm";
import { outer } from "./outer";
import { rowSolve } from "./row-solve";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { Rows } from "./rows";
import { axpys, dots } from "./sensing";
import { gather, sddmm, spmm } from "./sparse";

export { potrf, potrfRows } from "./cholesky";
export { gramian, multiply } from "./dense";
export { fwhtScratch } from "./fwht";
export { gaussians } from "./gaussian-rows";
export { gemmScratch } from "./gemm";
export { dlag2s } from "./lag2s";
export { dnonnegativeRowSolve, dnonnegativeSolve, snonnegativeRowSolve, snonnegativeSolve } from "./nonnegative";
export { nonnegativeScratch } from "./nonnegative-solve";
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

export function dgemm(i0: i32, i1: i32, columns: i32, a: usize, lda: i32, b: usize, stride: i32, out: usize): void {
  gemm<f64>(i0, i1, columns, a, lda, b, stride, out);
}

export function dgemmTransposed(
  i0: i32,
  i1: i32,
  j0: i32,
  j1: i32,
  a: usize,
  lda: i32,
  d: usize,
  stride: i32,
  out: usize,
  scratch: usize,
): void {
  gemmTransposed<f64>(i0, i1, j0, j1, a, lda, d, stride, out, scratch);
}

export function douter(
  i0: i32,
  i1: i32,
  columns: i32,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
  lda: i32,
): void {
  outer<f64>(i0, i1, columns, left, right, stride, out, lda);
}

export function ddots(k0: i32, k1: i32, length: i32, a: usize, lda: i32, x: usize, out: usize): void {
  dots<f64>(k0, k1, length, a, lda, x, out);
}

export function daxpys(k0: i32, k1: i32, length: i32, a: usize, lda: i32, z: usize, g: usize): void {
  axpys<f64>(k0, k1, length, a, lda, z, g);
}

export function sgemm(i0: i32, i1: i32, columns: i32, a: usize, lda: i32, b: usize, stride: i32, out: usize): void {
  gemm<f32>(i0, i1, columns, a, lda, b, stride, out);
}

export function sgemmTransposed(
  i0: i32,
  i1: i32,
  j0: i32,
  j1: i32,
  a: usize,
  lda: i32,
  d: usize,
  stride: i32,
  out: usize,
  scratch: usize,
): void {
  gemmTransposed<f32>(i0, i1, j0, j1, a, lda, d, stride, out, scratch);
}

export function souter(
  i0: i32,
  i1: i32,
  columns: i32,
  left: usize,
  right: usize,
  stride: i32,
  out: usize,
  lda: i32,
): void {
  outer<f32>(i0, i1, columns, left, right, stride, out, lda);
}

export function sdots(k0: i32, k1: i32, length: i32, a: usize, lda: i32, x: usize, out: usize): void {
  dots<f32>(k0, k1, length, a, lda, x, out);
}

export function saxpys(k0: i32, k1: i32, length: i32, a: usize, lda: i32, z: usize, g: usize): void {
  axpys<f32>(k0, k1, length, a, lda, z, g);
}

export function dfwhtRows(i0: i32, i1: i32, length: i32, x: usize): void {
  fwhtRows<f64>(i0, i1, length, x);
}

export function dfwhtColumns(j0: i32, j1: i32, rows: i32, columns: i32, x: usize, scratch: usize): void {
  fwhtColumns<f64>(j0, j1, rows, columns, x, scratch);
}

export function dflipSigns(k0: i32, k1: i32, signs: usize, x: usize): void {
  flipSigns<f64>(k0, k1, signs, x);
}

export function sfwhtRows(i0: i32, i1: i32, length: i32, x: usize): void {
  fwhtRows<f32>(i0, i1, length, x);
}

export function sfwhtColumns(j0: i32, j1: i32, rows: i32, columns: i32, x: usize, scratch: usize): void {
  fwhtColumns<f32>(j0, j1, rows, columns, x, scratch);
}

export function sflipSigns(k0: i32, k1: i32, signs: usize, x: usize): void {
  flipSigns<f32>(k0, k1, signs, x);
}
