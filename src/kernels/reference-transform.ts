import type { FactorKernels, Precision } from "./kernels.ts";
import type { Memory } from "./memory.ts";

type TransformKernels = Pick<FactorKernels, "fwhtRows" | "fwhtColumns" | "fwhtScratch" | "flipSigns">;

/** The Walsh–Hadamard kernels in plain TypeScript: one stage of butterflies after the other, stored in `precision`. */
export function referenceTransform(memory: Memory, precision: Precision): TransformKernels {
  const bytes = precision === "float64" ? 8 : 4;
  const numbers = () => new (precision === "float64" ? Float64Array : Float32Array)(memory.wasm.buffer);

  /** `length` numbers from `first` on, `pitch` apart. */
  const transform = (first: number, length: number, pitch: number) => {
    const f = numbers();
    for (let step = 1; step < length; step *= 2) {
      for (let k = 0; k < length; k++) {
        if (k & step) continue;
        const [at, other] = [first + k * pitch, first + (k + step) * pitch];
        [f[at], f[other]] = [f[at] + f[other], f[at] - f[other]];
      }
    }
  };

  return {
    fwhtRows(i0, i1, length, x) {
      for (let i = i0; i < i1; i++) transform(x / bytes + i * length, length, 1);
    },

    fwhtColumns(j0, j1, rows, columns, x) {
      for (let j = j0; j < j1; j++) transform(x / bytes + j, rows, columns);
    },

    fwhtScratch: () => 0,

    flipSigns(k0, k1, signs, x) {
      const f = numbers();
      const words = new Int32Array(memory.wasm.buffer);
      for (let k = k0; k < k1; k++) {
        if ((words[signs / 4 + (k >> 5)] >>> (31 - (k & 31))) & 1) f[x / bytes + k] *= -1;
      }
    },
  };
}
