import type { FactorKernels, Precision } from "./kernels.ts";
import type { Memory } from "./memory.ts";

type DenseKernels = Pick<FactorKernels, "gemm" | "gemmTransposed" | "gemmScratch" | "outer" | "dots" | "axpys">;

/** The dense factor kernels in plain TypeScript: numbers stored in `precision`, all arithmetic in float64. */
export function referenceDense(memory: Memory, precision: Precision): DenseKernels {
  const bytes = precision === "float64" ? 8 : 4;
  const numbers = () => new (precision === "float64" ? Float64Array : Float32Array)(memory.wasm.buffer);
  const float64s = () => new Float64Array(memory.wasm.buffer);

  return {
    gemm(i0, i1, columns, a, lda, b, stride, out) {
      const f = numbers();
      for (let i = i0; i < i1; i++) {
        for (let c = 0; c < stride; c++) {
          let sum = 0;
          for (let k = 0; k < columns; k++) sum += f[a / bytes + i * lda + k] * f[b / bytes + k * stride + c];
          f[out / bytes + i * stride + c] = sum;
        }
      }
    },

    gemmTransposed(i0, i1, j0, j1, a, lda, d, stride, out) {
      const f = numbers();
      for (let j = j0; j < j1; j++) {
        for (let c = 0; c < stride; c++) {
          let sum = 0;
          for (let i = i0; i < i1; i++) sum += f[a / bytes + i * lda + j] * f[d / bytes + i * stride + c];
          f[out / bytes + j * stride + c] += sum;
        }
      }
    },

    gemmScratch: () => 0,

    outer(i0, i1, columns, left, right, stride, out, lda) {
      const f = numbers();
      for (let i = i0; i < i1; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let c = 0; c < stride; c++) sum += f[left / bytes + i * stride + c] * f[right / bytes + j * stride + c];
          f[out / bytes + i * lda + j] = sum;
        }
      }
    },

    dots(k0, k1, length, a, lda, x, out) {
      const [f, d] = [numbers(), float64s()];
      for (let k = k0; k < k1; k++) {
        let sum = 0;
        for (let j = 0; j < length; j++) sum += f[a / bytes + k * lda + j] * d[x / 8 + j];
        d[out / 8 + k] = sum;
      }
    },

    axpys(k0, k1, length, a, lda, z, g) {
      const [f, d] = [numbers(), float64s()];
      for (let k = k0; k < k1; k++) {
        for (let j = 0; j < length; j++) d[g / 8 + j] += d[z / 8 + k] * f[a / bytes + k * lda + j];
      }
    },
  };
}
