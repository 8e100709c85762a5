/** The nonnegative solves in both formats. */
import { nonnegativeRowSolve, nonnegativeSolve } from "./nonnegative-solve";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { Rows } from "./rows";

export function dnonnegativeSolve(
  i0: i32,
  i1: i32,
  gram: usize,
  rhs: usize,
  stride: i32,
  count: i32,
  ridge: f64,
  counts: usize,
  l1: f64,
  sweeps: i32,
  own: usize,
  scratch: usize,
): i32 {
  return nonnegativeSolve<f64>(i0, i1, gram, rhs, stride, count, ridge, counts, l1, sweeps, own, scratch);
}

export function dnonnegativeRowSolve(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  observed: usize,
  other: usize,
  stride: i32,
  count: i32,
  ridge: f64,
  counts: usize,
  l1: f64,
  sweeps: i32,
  own: usize,
  residual: usize,
  scratch: usize,
): i32 {
  const rows = changetype<Rows>(scratch);
  rows.fill(index, scale, observed, other, stride, 0, count, -1, 0);
  return nonnegativeRowSolve<f64>(rows, i0, i1, start, ridge, counts, l1, sweeps, own, residual);
}

export function snonnegativeSolve(
  i0: i32,
  i1: i32,
  gram: usize,
  rhs: usize,
  stride: i32,
  count: i32,
  ridge: f64,
  counts: usize,
  l1: f64,
  sweeps: i32,
  own: usize,
  scratch: usize,
): i32 {
  return nonnegativeSolve<f32>(i0, i1, gram, rhs, stride, count, ridge, counts, l1, sweeps, own, scratch);
}

export function snonnegativeRowSolve(
  i0: i32,
  i1: i32,
  start: usize,
  index: usize,
  scale: usize,
  observed: usize,
  other: usize,
  stride: i32,
  count: i32,
  ridge: f64,
  counts: usize,
  l1: f64,
  sweeps: i32,
  own: usize,
  residual: usize,
  scratch: usize,
): i32 {
  const rows = changetype<Rows>(scratch);
  rows.fill(index, scale, observed, other, stride, 0, count, -1, 0);
  return nonnegativeRowSolve<f32>(rows, i0, i1, start, ridge, counts, l1, sweeps, own, residual);
}
