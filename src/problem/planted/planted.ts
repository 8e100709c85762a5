import type { LowRankMatrix } from "../../linalg/matrix.ts";
import { type Random, random } from "../../linalg/random.ts";
import { type PlantedMatrixOptions, plantedMatrix } from "./planted-matrix.ts";

/** What to plant, and how much of it to observe. */
export interface PlantedOptions extends PlantedMatrixOptions {
  /** The share of the cells that is observed; all where neither this nor `oversampling` is given. */
  readonly share?: number;
  /** Or the observed entries per degree of freedom, r(m + n − r) of them. */
  readonly oversampling?: number;
  /** The least number of observed entries in each row and each column: random disjoint matchings, then uniform. */
  readonly leastEach?: number;
  /** The standard deviation of the gaussian noise on each entry; the truth's entries have root mean square 1. */
  readonly noise?: number;
}

/** Entries of a matrix that is known: its rows and columns of incoherent, random directions. */
export interface Planted {
  readonly shape: readonly [number, number];
  readonly truth: LowRankMatrix;
  /** Observed cells in row-major order, each once, and their values with the noise. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * A completion problem whose answer is known.
 *
 * @throws RangeError where the rank does not fit the shape, or a number is out of its range.
 */
export function planted(options: PlantedOptions): Planted {
  const { shape, rank, noise = 0, seed = 0 } = options;
  const [m, n] = shape;
  const truth = plantedMatrix(options);
  const { left, right } = truth;
  if (!(noise >= 0 && noise < Infinity)) throw new RangeError(`noise: expected ≥ 0; got ${noise}`);
  const stream = random(seed).fork("planted");
  const cells = chosenCells(options, stream.fork("cells"));
  const draw = stream.fork("noise");
  const rows = Int32Array.from(cells, (cell) => Math.floor(cell / n));
  const columns = Int32Array.from(cells, (cell) => cell % n);
  const values = Float64Array.from(cells, (_, k) => {
    let value = noise > 0 ? noise * draw.gaussian() : 0;
    for (let c = 0; c < rank; c++) value += left.data[rows[k] * rank + c] * right.data[columns[k] * rank + c];
    return value;
  });
  return { shape: [m, n], truth, rows, columns, values };
}

/** How many entries are asked for. */
function entriesOf({ shape: [m, n], rank, share, oversampling }: PlantedOptions): number {
  if (share !== undefined && oversampling !== undefined)
    throw new RangeError("share, oversampling: expected one of them");
  const wanted = oversampling === undefined ? (share ?? 1) * m * n : oversampling * rank * (m + n - rank);
  const entries = Math.round(wanted);
  if (!(entries >= 1 && entries <= m * n)) {
    throw new RangeError(`share, oversampling: expected 1 to ${m * n} entries; got ${entries}`);
  }
  return entries;
}

/** Cells at random, ascending: those drawn, or those left by drawing the fewer others. */
function chosenCells(options: PlantedOptions, draw: Random): Float64Array {
  const { shape, leastEach = 0 } = options;
  const cells = shape[0] * shape[1];
  const count = entriesOf(options);
  const fewer = Math.min(count, cells - count);
  if (leastEach > 0 && leastEach * Math.max(...shape) > fewer) {
    throw new RangeError(`leastEach: expected as many entries, and half the cells free; got ${leastEach}`);
  }
  const drawn = matchings(shape, leastEach, draw);
  while (drawn.size < fewer) drawn.add(draw.integer(cells));
  if (fewer === count) return Float64Array.from(drawn).sort();
  const rest = new Float64Array(count);
  let end = 0;
  for (let cell = 0; cell < cells; cell++) if (!drawn.has(cell)) rest[end++] = cell;
  return rest;
}

/** `count` disjoint sets of cells, each with one cell in every row and column of the longer side, and spread over the other's. */
function matchings([m, n]: readonly [number, number], count: number, draw: Random): Set<number> {
  const [long, short] = [Math.max(m, n), Math.min(m, n)];
  const cell = (i: number, j: number) => (m >= n ? i * n + (j % short) : (j % short) * n + i);
  const drawn = new Set<number>();
  for (let k = 0; k < count; k++) {
    const order = draw.permutation(long);
    for (let i = 0; i < long; i++) {
      while (drawn.has(cell(i, order[i]))) {
        const j = draw.integer(long);
        if (!drawn.has(cell(i, order[j])) && !drawn.has(cell(j, order[i]))) {
          [order[i], order[j]] = [order[j], order[i]];
        }
      }
    }
    for (let i = 0; i < long; i++) drawn.add(cell(i, order[i]));
  }
  return drawn;
}
