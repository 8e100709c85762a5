import type { FactorKernels, Precision } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { referenceDense } from "./reference-dense.ts";
import { referenceNonnegative } from "./reference-nonnegative.ts";
import { referenceTransform } from "./reference-transform.ts";

/** The factor kernels in plain TypeScript: numbers stored in `precision`, all arithmetic in float64. */
export function referenceFactors(memory: Memory, precision: Precision): FactorKernels {
  const bytes = precision === "float64" ? 8 : 4;
  const numbers = () => new (precision === "float64" ? Float64Array : Float32Array)(memory.wasm.buffer);
  const float64s = () => new Float64Array(memory.wasm.buffer);
  const int32s = () => new Int32Array(memory.wasm.buffer);

  return {
    ...referenceDense(memory, precision),
    ...referenceTransform(memory, precision),
    ...referenceNonnegative(memory, precision),

    sddmm(i0, i1, start, index, scale, left, right, stride, out) {
      const [f, n] = [numbers(), int32s()];
      for (let i = i0; i < i1; i++) {
        for (let k = n[start / 4 + i]; k < n[start / 4 + i + 1]; k++) {
          const [a, b] = [left / bytes + i * stride, right / bytes + n[index / 4 + k] * stride];
          let sum = 0;
          for (let c = 0; c < stride; c++) sum += f[a + c] * f[b + c];
          f[out / bytes + k] = (scale === 0 ? 1 : f[scale / bytes + k]) * sum;
        }
      }
    },

    spmm(i0, i1, start, index, values, right, stride, out) {
      const [f, n] = [numbers(), int32s()];
      const sum = new Float64Array(stride);
      for (let i = i0; i < i1; i++) {
        sum.fill(0);
        for (let k = n[start / 4 + i]; k < n[start / 4 + i + 1]; k++) {
          const b = right / bytes + n[index / 4 + k] * stride;
          for (let c = 0; c < stride; c++) sum[c] += f[values / bytes + k] * f[b + c];
        }
        f.set(sum, out / bytes + i * stride);
      }
    },

    gather(k0, k1, source, permutation, out) {
      const [f, n] = [numbers(), int32s()];
      for (let k = k0; k < k1; k++) f[out / bytes + k] = f[source / bytes + n[permutation / 4 + k]];
    },

    rowSolve(
      i0,
      i1,
      start,
      index,
      scale,
      observed,
      other,
      stride,
      first,
      count,
      fixed,
      shift,
      fixedRidge,
      scaledRidge,
      counts,
      own,
      residual,
    ) {
      const [f, n, d] = [numbers(), int32s(), float64s()];
      let failures = 0;
      for (let i = i0; i < i1; i++) {
        const [k0, k1] = [n[start / 4 + i], n[start / 4 + i + 1]];
        const x = f.subarray(own / bytes + i * stride + first, own / bytes + i * stride + first + count);
        const ridge = Float64Array.from(
          { length: count },
          (_, c) => d[fixedRidge / 8 + c] + d[scaledRidge / 8 + c] * (counts === 0 ? 1 : d[counts / 8 + i]),
        );
        const design: Float64Array[] = [];
        const target = new Float64Array(k1 - k0);
        for (let k = k0; k < k1; k++) {
          const row = other / bytes + n[index / 4 + k] * stride;
          const weight = scale === 0 ? 1 : f[scale / bytes + k];
          design.push(Float64Array.from(f.subarray(row + first, row + first + count), (value) => weight * value));
          target[k - k0] = f[observed / bytes + k] - weight * (shift + (fixed < 0 ? 0 : f[row + fixed]));
        }
        const minimiser = ridgeMinimiser(design, target, ridge, x);
        if (minimiser.every((value) => Number.isFinite(value))) x.set(minimiser);
        else failures++;
        if (residual === 0) continue;
        for (let k = k0; k < k1; k++) f[residual / bytes + k] = target[k - k0] - dot(design[k - k0], x);
      }
      return failures;
    },

    rowSolveScratch: () => 0,
  };
}

/**
 * argmin_x ½‖t − A x‖² + ½ Σ_c ρ_c x_c², staying at `old` in the directions that neither A nor ρ determines; not
 * finite where there is none.
 *
 * With x = x̂ + δ, x̂ = old where ρ = 0 and 0 elsewhere: (AᵀA + diag ρ) δ = Aᵀ(t − A x̂). Fewer entries than unknowns
 * and no ρ at all: in the dual form δ = Aᵀ(AAᵀ)⁻¹(t − A x̂), which keeps δ in the row space of A to the last digits.
 * Either system receives a proximal term where it has no ρ.
 */
function ridgeMinimiser(
  design: readonly Float64Array[],
  target: Float64Array,
  ridge: Float64Array,
  old: ArrayLike<number>,
): Float64Array {
  const center = ridge.map((rho, c) => (rho > 0 ? 0 : old[c]));
  const gap = target.map((t, e) => t - dot(design[e], center));
  const columns = Array.from(center, (_, c) => Float64Array.from(design, (row) => row[c]));
  if (design.length < center.length && ridge.every((rho) => rho === 0)) {
    const dual = solveProximal(design, new Float64Array(design.length), gap);
    return center.map((value, c) => value + dot(columns[c], dual));
  }
  const step = solveProximal(
    columns,
    ridge,
    Float64Array.from(columns, (column) => dot(column, gap)),
  );
  return center.map((value, c) => value + step[c]);
}

/** (R Rᵀ + diag ρ)⁻¹ b of the rows R, 10⁻¹³ of the largest diagonal in place of ρ = 0; zeros where all is zero. */
function solveProximal(rows: readonly Float64Array[], ridge: Float64Array, b: Float64Array): Float64Array {
  const gram = rows.map((row, i) => Float64Array.from(rows, (other, j) => dot(row, other) + (i === j ? ridge[i] : 0)));
  const largest = gram.reduce((most, row, i) => Math.max(most, row[i]), 0);
  if (largest === 0) return new Float64Array(b.length);
  gram.forEach((row, i) => {
    if (ridge[i] === 0) row[i] += 1e-13 * largest;
  });
  return solvePositive(gram, b);
}

/** A⁻¹ b of a symmetric positive definite A by Cholesky, A overwritten; not finite where A is not positive definite. */
function solvePositive(a: Float64Array[], b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let c = 0; c < j; c++) sum -= a[i][c] * a[j][c];
      if (i === j && !(sum > 0)) return x.fill(Number.NaN);
      a[i][j] = i === j ? Math.sqrt(sum) : sum / a[j][j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < i; c++) x[i] -= a[i][c] * x[c];
    x[i] /= a[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let c = i + 1; c < n; c++) x[i] -= a[c][i] * x[c];
    x[i] /= a[i][i];
  }
  return x;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}
