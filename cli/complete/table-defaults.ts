import type { Table } from "../../io/index.ts";
import type { BiasChoice, ScaleChoice } from "../../src/index.ts";

/** Spreads further apart than this ratio are taken for different units. */
const RATIO = 2;
/** Column means that hold more than this share of the sum of squares are a level to be fitted apart. */
const LEVEL = 0.5;

/**
 * The biases and the scaling of a table that names none. Triplets: biases of rows and columns, no scaling. Wide tables:
 * column biases where the columns have a level, else none (the ridge then pulls towards 0, where the values are), and
 * the scaling of `wideScale`.
 */
export function tableDefaults(table: Table): { bias: BiasChoice; scale: ScaleChoice } {
  if (table.shape !== "wide") return { bias: "both", scale: "none" };
  return { bias: hasLevel(table) ? "columns" : "none", scale: wideScale(table) };
}

function hasLevel({ columns, values, columnIds }: Table): boolean {
  const centres = means(columns, values, columnIds.length);
  let [level, whole] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    level += centres[columns[k]] ** 2;
    whole += values[k] ** 2;
  }
  return level > LEVEL * whole;
}

/**
 * Whether a wide table's columns, or its rows too, are so different in spread that the largest would rule the fit.
 *
 * A column's spread is the standard deviation of its observed values; where the 90th percentile of these is more than twice
 * the 10th, columns are scaled. A row's spread is the root mean square of its values less their column's mean, in units of
 * the column's spread; where these differ as much, rows are scaled as well. Lines of fewer than two values or without
 * spread are left out.
 */
function wideScale({ rows, columns, values, rowIds, columnIds }: Table): ScaleChoice {
  const [m, n] = [rowIds.length, columnIds.length];
  const centres = means(columns, values, n);
  const centred = values.map((value, k) => value - centres[columns[k]]);
  const columnSpreads = spreads(columns, centred, n);
  if (!differ(columnSpreads)) return "none";
  const inUnits = centred.map((value, k) => value / (columnSpreads[columns[k]] || 1));
  return differ(spreads(rows, inUnits, m)) ? "both" : "columns";
}

function means(lines: Int32Array, values: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  const entries = new Float64Array(count);
  for (let k = 0; k < values.length; k++) {
    sums[lines[k]] += values[k];
    entries[lines[k]]++;
  }
  return sums.map((sum, line) => sum / Math.max(1, entries[line]));
}

/** Root mean squares by line; 0 where a line has fewer than two values. */
function spreads(lines: Int32Array, values: Float64Array, count: number): Float64Array {
  const entries = new Float64Array(count);
  for (const line of lines) entries[line]++;
  const squares = values.map((value) => value * value);
  return means(lines, squares, count).map((square, line) => (entries[line] < 2 ? 0 : Math.sqrt(square)));
}

function differ(spreadOfLines: Float64Array): boolean {
  const sorted = spreadOfLines.filter((spread) => spread > 0).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return sorted.length > 1 && at(0.9) > RATIO * at(0.1);
}
