import type { FactorKernels, Precision } from "./kernels.ts";
import type { Memory } from "./memory.ts";

type NonnegativeKernels = Pick<FactorKernels, "nonnegativeSolve" | "nonnegativeRowSolve" | "nonnegativeScratch">;

/** One row's problem: ½ xᵀHx − bᵀx over x ≥ 0. */
interface RowProblem {
  readonly h: readonly Float64Array[];
  readonly b: Float64Array;
}

/** The nonnegative kernels in plain TypeScript; exact minimisers by coordinate descent to its end. */
export function referenceNonnegative(memory: Memory, precision: Precision): NonnegativeKernels {
  const bytes = precision === "float64" ? 8 : 4;
  const numbers = () => new (precision === "float64" ? Float64Array : Float32Array)(memory.wasm.buffer);
  const float64s = () => new Float64Array(memory.wasm.buffer);
  const int32s = () => new Int32Array(memory.wasm.buffer);

  /** Moves `own`, unless that is not finite. */
  function solved(own: Float64Array | Float32Array, { h, b }: RowProblem, rho: number, sweeps: number): boolean {
    const ridged = h.map((row, c) => row.map((value, d) => (c === d ? value + rho : value)));
    const x = descended(Float64Array.from(own), ridged, b, sweeps);
    if (!x.every(Number.isFinite)) return false;
    own.set(x);
    return true;
  }

  return {
    nonnegativeSolve(i0, i1, gram, rhs, stride, count, ridge, counts, l1, sweeps, own) {
      const [f, d] = [numbers(), float64s()];
      const h = Array.from({ length: count }, (_, c) => d.slice(gram / 8 + c * stride, gram / 8 + c * stride + count));
      let failures = 0;
      for (let i = i0; i < i1; i++) {
        const row = (block: number) => f.subarray(block / bytes + i * stride, block / bytes + i * stride + count);
        const b = Float64Array.from(row(rhs), (value) => value - l1);
        if (!solved(row(own), { h, b }, ridge * (counts === 0 ? 1 : d[counts / 8 + i]), sweeps)) failures++;
      }
      return failures;
    },

    nonnegativeRowSolve(
      i0,
      i1,
      start,
      index,
      scale,
      observed,
      other,
      stride,
      count,
      ridge,
      counts,
      l1,
      sweeps,
      own,
      residual,
    ) {
      const [f, n, d] = [numbers(), int32s(), float64s()];
      let failures = 0;
      for (let i = i0; i < i1; i++) {
        const entries = Array.from({ length: n[start / 4 + i + 1] - n[start / 4 + i] }, (_, e) => {
          const k = n[start / 4 + i] + e;
          const at = other / bytes + n[index / 4 + k] * stride;
          const weight = scale === 0 ? 1 : f[scale / bytes + k];
          return { k, y: f[observed / bytes + k], a: Float64Array.from(f.subarray(at, at + count), (v) => weight * v) };
        });
        const h = Array.from({ length: count }, (_, c) =>
          Float64Array.from({ length: count }, (__, e) => entries.reduce((sum, { a }) => sum + a[c] * a[e], 0)),
        );
        const b = Float64Array.from({ length: count }, (_, c) =>
          entries.reduce((sum, { a, y }) => sum + a[c] * y, -l1),
        );
        const x = f.subarray(own / bytes + i * stride, own / bytes + i * stride + count);
        if (!solved(x, { h, b }, ridge * (counts === 0 ? 1 : d[counts / 8 + i]), sweeps)) failures++;
        for (const { k, y, a } of entries) f[residual / bytes + k] = y - dot(a, x);
      }
      return failures;
    },

    nonnegativeScratch: () => 0,
  };
}

/** Exact minimisation along each coordinate in turn: `sweeps` rounds, or, for 0, until nothing moves. */
function descended(x: Float64Array, h: readonly Float64Array[], b: Float64Array, sweeps: number): Float64Array {
  let first = 0;
  for (let sweep = 0; sweep < (sweeps || 1e5); sweep++) {
    let moved = 0;
    for (let c = 0; c < x.length; c++) {
      const bend = h[c][c];
      const pull = b[c] - dot(h[c], x);
      const next = bend > 0 ? Math.max(0, x[c] + pull / bend) : pull < 0 ? 0 : x[c];
      moved += (next - x[c]) ** 2 * bend;
      x[c] = next;
    }
    if (sweep === 0) first = moved;
    if (moved <= (sweep === 0 ? 0 : sweeps > 0 ? 1e-2 * first : 1e-30 * first)) break;
  }
  return x;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}
