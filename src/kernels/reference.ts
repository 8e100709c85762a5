import { writeGaussians } from "./counter-gaussians.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { referenceFactors } from "./reference-factors.ts";

/** The kernels in plain TypeScript: what each of them means, and what the laws compare the built ones with. */
export function referenceKernels(memory: Memory): Kernels {
  const float64s = () => new Float64Array(memory.wasm.buffer);
  const int32s = () => new Int32Array(memory.wasm.buffer);

  return {
    backend: "reference",
    float64: referenceFactors(memory, "float64"),
    float32: referenceFactors(memory, "float32"),

    dlag2s(k0, k1, scale, source, out) {
      const [f, s] = [float64s(), new Float32Array(memory.wasm.buffer)];
      for (let k = k0; k < k1; k++) s[out / 4 + k] = scale * f[source / 8 + k];
    },

    spmv(i0, i1, start, index, values, x, out) {
      const [f, n] = [float64s(), int32s()];
      for (let i = i0; i < i1; i++) {
        let sum = 0;
        for (let k = n[start / 4 + i]; k < n[start / 4 + i + 1]; k++)
          sum += f[values / 8 + k] * f[x / 8 + n[index / 4 + k]];
        f[out / 8 + i] = sum;
      }
    },

    gramian(i0, i1, left, leftStride, right, rightStride, out) {
      const f = float64s();
      f.fill(0, out / 8, out / 8 + leftStride * rightStride);
      for (let i = i0; i < i1; i++) {
        for (let a = 0; a < leftStride; a++) {
          for (let b = 0; b < rightStride; b++) {
            f[out / 8 + a * rightStride + b] += f[left / 8 + i * leftStride + a] * f[right / 8 + i * rightStride + b];
          }
        }
      }
    },

    multiply(i0, i1, left, leftStride, matrix, outStride, out) {
      const f = float64s();
      for (let i = i0; i < i1; i++) {
        for (let b = 0; b < outStride; b++) {
          let sum = 0;
          for (let a = 0; a < leftStride; a++)
            sum += f[left / 8 + i * leftStride + a] * f[matrix / 8 + a * outStride + b];
          f[out / 8 + i * outStride + b] = sum;
        }
      }
    },

    sparseGram(i0, i1, start, index, values, columnStart, columnIndex, columnValues, out, lda) {
      const [f, n] = [float64s(), int32s()];
      for (let i = i0; i < i1; i++) {
        const row = out / 8 + i * lda;
        f.fill(0, row, row + i + 1);
        for (let k = n[start / 4 + i]; k < n[start / 4 + i + 1]; k++) {
          const column = n[index / 4 + k];
          for (let q = n[columnStart / 4 + column]; q < n[columnStart / 4 + column + 1]; q++) {
            const j = n[columnIndex / 4 + q];
            if (j > i) break;
            f[row + j] += f[values / 8 + k] * f[columnValues / 8 + q];
          }
        }
      }
    },

    potrf(j0, j1, a, lda) {
      const f = float64s();
      for (let j = j0; j < j1; j++) {
        solveAgainst(f, j, j0, j, a / 8, lda);
        const row = a / 8 + j * lda;
        let pivot = f[row + j];
        for (let c = 0; c < j; c++) pivot -= f[row + c] ** 2;
        if (!(pivot > 0)) return j;
        f[row + j] = Math.sqrt(pivot);
      }
      return -1;
    },

    potrfRows(i0, i1, j0, j1, a, lda) {
      const f = float64s();
      for (let i = i0; i < i1; i++) solveAgainst(f, i, j0, j1, a / 8, lda);
    },

    gaussians(row, j0, j1, key0, key1, deviation, out) {
      writeGaussians({ row, j0, j1, key: [key0, key1], deviation }, new Float32Array(memory.wasm.buffer, out + 4 * j0));
    },
  };
}

/** Columns [j0, j1) of row i of L, by forward substitution against the rows of L above it. */
function solveAgainst(f: Float64Array, i: number, j0: number, j1: number, base: number, lda: number): void {
  for (let j = j0; j < j1; j++) {
    let sum = f[base + i * lda + j];
    for (let c = 0; c < j; c++) sum -= f[base + i * lda + c] * f[base + j * lda + c];
    f[base + i * lda + j] = sum / f[base + j * lda + j];
  }
}
