import { type LowRankMatrix, type Matrix, matrix } from "../linalg/matrix.ts";
import { qr } from "../linalg/qr.ts";
import { type Random, random } from "../linalg/random.ts";

/** What to plant, and how much of it to observe. */
export interface PlantedOptions {
  readonly shape: readonly [number, number];
  readonly rank: number;
  /** σ₁/σ_r, the singular values between them in geometric progression; 1 where absent. */
  readonly condition?: number;
  /** The share of the cells that is observed; all where neither this nor `oversampling` is given. */
  readonly share?: number;
  /** Or the observed entries per degree of freedom, r(m + n − r) of them. */
  readonly oversampling?: number;
  /** The standard deviation of the gaussian noise on each entry; the truth's entries have root mean square 1. */
  readonly noise?: number;
  readonly seed?: number;
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
  const { shape, rank, condition = 1, noise = 0, seed = 0 } = options;
  const [m, n] = shape;
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= Math.min(m, n))) {
    throw new RangeError(`rank: expected a whole number from 1 to ${Math.min(m, n)}; got ${rank}`);
  }
  if (!(condition >= 1 && condition < Infinity)) throw new RangeError(`condition: expected ≥ 1; got ${condition}`);
  if (!(noise >= 0 && noise < Infinity)) throw new RangeError(`noise: expected ≥ 0; got ${noise}`);
  const stream = random(seed).fork("planted");
  const sigma = Float64Array.from({ length: rank }, (_, c) => condition ** (rank > 1 ? -c / (rank - 1) : 0));
  const unit = Math.sqrt((m * n) / sigma.reduce((sum, s) => sum + s * s, 0));
  const left = directions(m, rank, stream.fork("left"));
  const right = directions(n, rank, stream.fork("right"));
  for (let k = 0; k < left.data.length; k++) left.data[k] *= unit * sigma[k % rank];

  const cells = chosenCells(m * n, entriesOf(options), stream.fork("cells"));
  const draw = stream.fork("noise");
  const rows = Int32Array.from(cells, (cell) => Math.floor(cell / n));
  const columns = Int32Array.from(cells, (cell) => cell % n);
  const values = Float64Array.from(cells, (_, k) => {
    let value = noise > 0 ? noise * draw.gaussian() : 0;
    for (let c = 0; c < rank; c++) value += left.data[rows[k] * rank + c] * right.data[columns[k] * rank + c];
    return value;
  });
  return { shape: [m, n], truth: { left, right }, rows, columns, values };
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

/** Random orthonormal columns. */
function directions(rows: number, rank: number, draw: Random): Matrix {
  return qr(
    matrix(
      rows,
      rank,
      Float64Array.from({ length: rows * rank }, () => draw.gaussian()),
    ),
  ).q;
}

/** `count` of the cells 0 … `cells` − 1 at random, ascending: those drawn, or those left by drawing the fewer others. */
function chosenCells(cells: number, count: number, draw: Random): Float64Array {
  const fewer = Math.min(count, cells - count);
  const drawn = new Set<number>();
  while (drawn.size < fewer) drawn.add(draw.integer(cells));
  if (fewer === count) return Float64Array.from(drawn).sort();
  const rest = new Float64Array(count);
  let end = 0;
  for (let cell = 0; cell < cells; cell++) if (!drawn.has(cell)) rest[end++] = cell;
  return rest;
}
