import type { ScaleChoice } from "./completion.ts";
import type { Entries } from "./entries.ts";

/** Positive factors that values are divided by before the fit, and predictions multiplied by after it. */
export interface Scaling {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/** Passes of alternating between rows and columns; the spreads agree to a few per cent after three. */
const PASSES = 10;

/**
 * The scaling that gives columns ("columns") or rows and columns ("both") a spread of about 1: the standard deviation about
 * the column's mean, alternating between the two sides. A row or column without spread keeps the factor 1.
 */
export function scalingOf(entries: Entries, choice: ScaleChoice): Scaling {
  const [m, n] = entries.shape;
  const scaling = { rows: new Float64Array(m).fill(1), columns: new Float64Array(n).fill(1) };
  if (choice === "none") return scaling;
  const centres = columnMeans(entries);
  for (let pass = 0; pass < (choice === "both" ? PASSES : 1); pass++) {
    if (choice === "both") absorb(entries, centres, entries.rows, scaling.rows, scaling);
    absorb(entries, centres, entries.columns, scaling.columns, scaling);
  }
  return scaling;
}

function columnMeans({ columns, values, shape }: Entries): Float64Array {
  const sum = new Float64Array(shape[1]);
  const count = new Float64Array(shape[1]);
  for (let k = 0; k < values.length; k++) {
    sum[columns[k]] += values[k];
    count[columns[k]] += 1;
  }
  return sum.map((total, j) => (count[j] > 0 ? total / count[j] : 0));
}

/** Multiplies one side's factors by the root mean square of its scaled, centred values. */
function absorb(entries: Entries, centres: Float64Array, side: Int32Array, into: Float64Array, scaling: Scaling): void {
  const squares = new Float64Array(into.length);
  const count = new Float64Array(into.length);
  const { rows, columns, values } = entries;
  for (let k = 0; k < values.length; k++) {
    const scaled = (values[k] - centres[columns[k]]) / (scaling.rows[rows[k]] * scaling.columns[columns[k]]);
    squares[side[k]] += scaled * scaled;
    count[side[k]] += 1;
  }
  for (let i = 0; i < into.length; i++) {
    const spread = Math.sqrt(squares[i] / Math.max(1, count[i]));
    if (spread > 0) into[i] *= spread;
  }
}
