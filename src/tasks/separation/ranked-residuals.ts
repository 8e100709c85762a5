import type { Steps } from "../../kernels/steps.ts";
import type { Matrix } from "../../linalg/matrix.ts";
import type { RankedResidual } from "../../report/separation-report.ts";
import type { Entries } from "../entries.ts";

/** Sizes from the largest residual down to this share of it; below it all is rounding. */
const LEAST = 1e-17;
const BINS = 1_200;
/** Entries between two pauses. */
const STRETCH = 200_000;

/** How many residuals |y − L| are as large as each of some hundred sizes or larger, by counting alone. */
export function* rankedResiduals(
  { rows, columns, values }: Entries,
  left: Matrix,
  right: Matrix,
): Steps<RankedResidual[]> {
  const rank = left.columns;
  const sizes = new Float64Array(values.length);
  let largest = 0;
  for (let k0 = 0; k0 < values.length; k0 += STRETCH) {
    for (let k = k0; k < Math.min(values.length, k0 + STRETCH); k++) {
      let rest = values[k];
      for (let c = 0; c < rank; c++) rest -= left.data[rows[k] * rank + c] * right.data[columns[k] * rank + c];
      sizes[k] = Math.abs(rest);
      largest = Math.max(largest, sizes[k]);
    }
    yield;
  }
  if (largest === 0) return [];
  const decades = -Math.log(LEAST);
  const counts = new Float64Array(BINS + 1);
  const smallest = new Float64Array(BINS + 1).fill(largest);
  for (let k0 = 0; k0 < values.length; k0 += STRETCH) {
    for (let k = k0; k < Math.min(values.length, k0 + STRETCH); k++) {
      const bin = Math.floor((-Math.log(sizes[k] / largest) / decades) * BINS);
      if (!(bin <= BINS)) continue;
      counts[bin] += 1;
      smallest[bin] = Math.min(smallest[bin], sizes[k]);
    }
    yield;
  }
  const ranked: RankedResidual[] = [{ place: 1, size: largest }];
  let place = 0;
  for (let bin = 0; bin <= BINS; bin++) {
    if (counts[bin] === 0) continue;
    place += counts[bin];
    if (place > 1) ranked.push({ place, size: smallest[bin] });
  }
  return ranked;
}
