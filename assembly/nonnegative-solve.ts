import { descend, pivot, pivotScratch } from "./nonnegative-row";
import { packRows } from "./panel";
import { differences } from "./row-solve";
import { accumulate } from "./row-system";
// biome-ignore lint/style/useImportType: AssemblyScript has no type-only imports.
import { CHUNK, Rows, rowSolveScratch, systemWidth } from "./rows";

/** Bytes of scratch: that of `rowSolve`, x and b, and what pivoting takes. */
export function nonnegativeScratch(count: i32, stride: i32): i32 {
  return rowSolveScratch(count, stride) + 8 * (2 * width(count, stride) + pivotScratch(count));
}

/** Numbers of a padded row. */
function width(count: i32, stride: i32): i32 {
  return max(systemWidth(count), stride);
}

/** x ≥ 0 from where it stands; what is not finite is not taken. */
function solve<T>(
  h: usize,
  pitch: i32,
  x: usize,
  b: usize,
  count: i32,
  rho: f64,
  sweeps: i32,
  scratch: usize,
  own: usize,
): bool {
  for (let c = 0; c < count; c++) store<f64>(x + ((<usize>c) << 3), <f64>load<T>(own + <usize>c * sizeof<T>()));
  if (sweeps > 0) descend(h, pitch, x, b, count, rho, sweeps);
  else pivot(h, pitch, x, b, count, rho, scratch);
  let finite = true;
  for (let c = 0; c < count; c++) finite = finite && abs<f64>(<f64>(<T>load<f64>(x + ((<usize>c) << 3)))) < Infinity;
  if (!finite) return false;
  for (let c = 0; c < count; c++) store<T>(own + <usize>c * sizeof<T>(), <T>load<f64>(x + ((<usize>c) << 3)));
  return true;
}

/** Rows that share one Gram matrix. */
export function nonnegativeSolve<T>(
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
  const bytes = (<usize>width(count, stride)) << 3;
  const x = scratch;
  const b = x + bytes;
  memory.fill(scratch, 0, 2 * bytes);
  let failures = 0;
  for (let i = i0; i < i1; i++) {
    const row = <usize>i * <usize>stride * sizeof<T>();
    const rho = ridge * (counts ? load<f64>(counts + ((<usize>i) << 3)) : 1);
    for (let c = 0; c < count; c++) {
      store<f64>(b + ((<usize>c) << 3), <f64>load<T>(rhs + row + <usize>c * sizeof<T>()) - l1);
    }
    if (!solve<T>(gram, stride, x, b, count, rho, sweeps, b + bytes, own + row)) failures++;
  }
  return failures;
}

/** Rows each of which has the Gram matrix of its own entries. */
export function nonnegativeRowSolve<T>(
  rows: Rows,
  i0: i32,
  i1: i32,
  start: usize,
  ridge: f64,
  counts: usize,
  l1: f64,
  sweeps: i32,
  own: usize,
  residual: usize,
): i32 {
  const count = rows.count;
  const stride = rows.stride;
  const pitch = systemWidth(count);
  const bytes = (<usize>width(count, stride)) << 3;
  const x = changetype<usize>(rows) + <usize>rowSolveScratch(count, stride);
  const b = x + bytes;
  const gram = rows.gram;
  const padded = (count + 3) & ~3;
  const panel = gram + <usize>padded * ((<usize>pitch) << 3);
  memory.fill(x, 0, 2 * bytes);
  memory.fill(rows.full, 0, <usize>stride * sizeof<T>());
  let failures = 0;
  for (let i = i0; i < i1; i++) {
    const k0 = load<i32>(start + ((<usize>i) << 2));
    const k1 = load<i32>(start + ((<usize>i) << 2), 4);
    const to = own + <usize>i * <usize>stride * sizeof<T>();
    const rho = ridge * (counts ? load<f64>(counts + ((<usize>i) << 3)) : 1);
    memory.fill(gram, 0, <usize>padded * ((<usize>pitch) << 3));
    memory.fill(rows.step, 0, (<usize>pitch) << 3);
    for (let k = k0; k < k1; k += CHUNK) {
      const end = min(k + CHUNK, k1);
      packRows<T, f64>(rows, k, end, panel);
      differences<T, f64>(rows, k, end, 0, rows.target);
      accumulate<f64>(panel, 32 * <usize>(end - k), end - k, count, gram, (<usize>pitch) << 3, rows.target, rows.step);
    }
    for (let c = 0; c < count; c++) {
      const at = (<usize>c) << 3;
      store<f64>(b + at, load<f64>(rows.step + at) - l1);
      for (let d = 0; d < c; d++) {
        store<f64>(
          gram + ((<usize>c * <usize>pitch + <usize>d) << 3),
          load<f64>(gram + ((<usize>d * <usize>pitch + <usize>c) << 3)),
        );
      }
    }
    if (!solve<T>(gram, pitch, x, b, count, rho, sweeps, b + bytes, to)) failures++;
    memory.copy(rows.full, to, <usize>count * sizeof<T>());
    differences<T, T>(rows, k0, k1, rows.full, residual + <usize>k0 * sizeof<T>());
  }
  return failures;
}
