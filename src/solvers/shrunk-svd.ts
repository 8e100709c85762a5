import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import { lanczosBidiagonalization } from "../linalg/lanczos.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import type { Matrix } from "../linalg/matrix.ts";
import type { Random } from "../linalg/random.ts";
import type { Svd } from "../linalg/svd.ts";

/** Lanczos ends where each triple that is kept has a residual of this share of the largest singular value. */
const RESIDUAL = 1e-9;

/** The singular triples of Σ by·U Σ Vᵀ + step·G above a threshold, the `rank` largest at most, less that threshold. */
export function* shrunkSvd(
  image: LinearMap,
  terms: readonly { readonly svd: Svd; readonly by: number }[],
  options: { step: number; threshold: number; rank: number; random: Random },
): Steps<Svd> {
  const { step, threshold, rank, random } = options;
  const product = function* (x: Float64Array, out: Float64Array, from: "u" | "v", to: "u" | "v"): Steps<void> {
    yield* from === "v" ? image.apply(x, out) : image.applyTransposed(x, out);
    for (let i = 0; i < out.length; i++) out[i] *= step;
    for (const { svd, by } of terms) {
      const inner = transposeTimes(svd[from], x);
      for (let c = 0; c < inner.length; c++) inner[c] *= by * svd.singularValues[c];
      addTimes(svd[to], inner, out);
    }
  };
  const map: LinearMap = {
    rows: image.rows,
    columns: image.columns,
    apply: (x, out) => product(x, out, "v", "u"),
    applyTransposed: (y, out) => product(y, out, "u", "v"),
  };
  let kept = 0;
  const found = yield* lanczosBidiagonalization(map, {
    random,
    stop: (state) => {
      const { values, residuals } = state.ritz();
      const above = values.findIndex((value) => value <= threshold);
      kept = Math.min(rank, above < 0 ? values.length : above);
      const known = (c: number) => residuals[c] <= RESIDUAL * values[0];
      if (kept >= values.length) return false;
      for (let c = 0; c < kept; c++) if (!known(c)) return false;
      return known(kept) || values[kept] + residuals[kept] <= threshold || kept === rank;
    },
  });
  const all = found.triples(kept);
  return { ...all, singularValues: all.singularValues.map((sigma) => Math.max(0, sigma - threshold)) };
}

function transposeTimes({ rows, columns, data }: Matrix, x: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let c = 0; c < columns; c++) out[c] += data[i * columns + c] * x[i];
  return out;
}

function addTimes({ rows, columns, data }: Matrix, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < rows; i++) out[i] += dot(data, i * columns, x, 0, columns);
}
