import { random } from "../linalg/random.ts";
import type { Observations } from "./completion.ts";

/** Observed entries of an m×n matrix, checked: indices 0-based and within, values finite, at least one. */
export interface Entries {
  readonly shape: readonly [number, number];
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * The entries of either form of observations.
 *
 * @throws RangeError naming the argument where lengths differ, an index is outside, a value is not finite (in a list:
 * NaN too), or nothing is observed.
 */
export function entriesOf(data: Observations): Entries {
  const given = typeof data === "object" && data !== null ? Object.keys(data) : [];
  if (!given.includes("dense") && !["rows", "columns", "values"].every((name) => given.includes(name))) {
    const came = Array.isArray(data) ? "an array" : given.length > 0 ? `{ ${given.join(", ")} }` : String(data);
    throw new TypeError(`data: expected { rows, columns, values } or { dense, shape }; got ${came}`);
  }
  const entries = "dense" in data ? fromDense(data.dense, data.shape) : fromList(data);
  if (entries.values.length === 0) throw new RangeError("values: expected at least one observed entry; got none");
  return entries;
}

function fromDense(dense: ArrayLike<number>, shape: readonly [number, number]): Entries {
  const [m, n] = checkedShape(shape);
  if (dense.length !== m * n)
    throw new RangeError(`dense: expected ${m * n} numbers for shape ${m}×${n}; got ${dense.length}`);
  const observed: number[] = [];
  for (let e = 0; e < dense.length; e++) {
    if (Number.isNaN(dense[e])) continue;
    if (!Number.isFinite(dense[e]))
      throw new RangeError(`dense[${e}]: expected a finite number or NaN; got ${dense[e]}`);
    observed.push(e);
  }
  return {
    shape: [m, n],
    rows: Int32Array.from(observed, (e) => Math.floor(e / n)),
    columns: Int32Array.from(observed, (e) => e % n),
    values: Float64Array.from(observed, (e) => dense[e]),
  };
}

function fromList({ rows, columns, values, shape }: Exclude<Observations, { dense: ArrayLike<number> }>): Entries {
  for (const [name, list] of Object.entries({ rows, columns })) {
    if (list.length !== values.length) {
      throw new RangeError(`${name}: expected ${values.length} numbers, one a value; got ${list.length}`);
    }
  }
  const largest = (list: ArrayLike<number>) => {
    let most = -1;
    for (let k = 0; k < list.length; k++) most = Math.max(most, list[k]);
    return most + 1;
  };
  const [m, n] = checkedShape(shape ?? [largest(rows), largest(columns)]);
  for (let k = 0; k < values.length; k++) {
    if (!Number.isFinite(values[k])) throw new RangeError(`values[${k}]: expected a finite number; got ${values[k]}`);
    checkIndex("rows", k, rows[k], m);
    checkIndex("columns", k, columns[k], n);
  }
  return {
    shape: [m, n],
    rows: Int32Array.from(rows),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

function checkedShape([m, n]: readonly [number, number]): readonly [number, number] {
  for (const size of [m, n]) {
    if (!Number.isSafeInteger(size) || size < 1) {
      throw new RangeError(`shape: expected two whole numbers ≥ 1; got [${m}, ${n}]`);
    }
  }
  return [m, n];
}

function checkIndex(name: string, k: number, index: number, bound: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < bound)) {
    throw new RangeError(`${name}[${k}]: expected a whole number from 0 to ${bound - 1}; got ${index}`);
  }
}

/** The entries at these places of the list. */
function select(entries: Entries, places: Int32Array): Entries {
  return {
    shape: entries.shape,
    rows: places.map((k) => entries.rows[k]),
    columns: places.map((k) => entries.columns[k]),
    values: Float64Array.from(places, (k) => entries.values[k]),
  };
}

/** With fewer cells than this none is set aside: every one is needed. */
const FEWEST_TO_SPLIT = 4;

/**
 * Sets a share of the cells aside, at random: every repeat of a cell goes with it.
 *
 * @returns the entries kept and those set aside, at least one kept.
 */
export function split(entries: Entries, share: number, seed: number, label: string): { kept: Entries; aside: Entries } {
  const [cell, cells] = distinctCells(entries);
  const order = random(seed).fork(label).permutation(cells);
  const wanted =
    share > 0 && cells >= FEWEST_TO_SPLIT ? Math.min(cells - 1, Math.max(1, Math.round(share * cells))) : 0;
  const isAside = new Uint8Array(cells);
  for (let k = 0; k < wanted; k++) isAside[order[k]] = 1;
  const places = (aside: number) => Int32Array.from(cell.keys()).filter((k) => isAside[cell[k]] === aside);
  return { kept: select(entries, places(0)), aside: select(entries, places(1)) };
}

/** The number of each entry's cell, and how many cells there are. */
function distinctCells({ rows, columns, shape }: Entries): [Int32Array, number] {
  const known = new Map<number, number>();
  const cell = new Int32Array(rows.length);
  for (let k = 0; k < rows.length; k++) {
    const key = rows[k] * shape[1] + columns[k];
    const number = known.get(key) ?? known.size;
    if (number === known.size) known.set(key, number);
    cell[k] = number;
  }
  return [cell, known.size];
}

/** Lowest and highest value. */
export function rangeOf(values: Float64Array): readonly [number, number] {
  return [
    values.reduce((least, x) => Math.min(least, x), Number.POSITIVE_INFINITY),
    values.reduce((most, x) => Math.max(most, x), Number.NEGATIVE_INFINITY),
  ];
}
