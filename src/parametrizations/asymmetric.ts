import { matrix } from "../linalg/matrix.ts";
import { affine } from "./affine.ts";
import { type GaugeParts, invertibleGauge, orthogonalGauge } from "./gauge.ts";
import type { Biases, FactorColumns, Parametrization, Point, PointParts } from "./parametrization.ts";

/** Size, rank and offsets of X. */
export interface AsymmetricOptions {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly biases?: Biases;
}

type OffsetPart = "rowBias" | "columnBias" | "mean";
const OFFSETS: readonly OffsetPart[] = ["rowBias", "columnBias", "mean"];

/**
 * X = U Vᵀ + μ 1 1ᵀ + b 1ᵀ + 1 cᵀ, a point being [U | V | b | c | μ] with U m×r, V n×r row-major.
 *
 * As factors: L = [1 | U | b] and R = [c + μ | V | 1], the outer columns only where they are needed, so that an
 * operator sees nothing but a low-rank matrix and each exact solve moves a contiguous run of columns.
 *
 * @throws RangeError where the rank is negative or above min(m, n).
 */
export function asymmetric(options: AsymmetricOptions): Parametrization {
  const { rows, columns, rank } = options;
  if (!(Number.isInteger(rank) && rank >= 0 && rank <= Math.min(rows, columns))) {
    throw new RangeError(
      `rank: expected a whole number from 0 to ${Math.min(rows, columns)}, the smaller side; got ${rank}`,
    );
  }
  return asymmetricOfAnyRank(options);
}

/** The same map with as many columns as one likes: beyond min(m, n) they reach no further matrix. */
export function asymmetricOfAnyRank(options: AsymmetricOptions): Parametrization {
  const { rows, columns, rank, biases = { mean: false, rows: false, columns: false } } = options;
  if (!(Number.isInteger(rank) && rank >= 0)) throw new RangeError(`rank: expected a whole number ≥ 0; got ${rank}`);
  const ways = Math.min(rank, rows, columns);
  const before = biases.columns || biases.mean ? 1 : 0;
  const after = biases.rows ? 1 : 0;
  const ends = [
    rows * rank,
    columns * rank,
    biases.rows ? rows : 0,
    biases.columns ? columns : 0,
    biases.mean ? 1 : 0,
  ].map(runningSum());

  function parts(point: Point): PointParts {
    return {
      rank,
      left: point.subarray(0, ends[0]),
      right: point.subarray(ends[0], ends[1]),
      rowBias: point.subarray(ends[1], ends[2]),
      columnBias: point.subarray(ends[2], ends[3]),
      mean: point.subarray(ends[3], ends[4]),
    };
  }

  function write(point: Point, left: Point, right: Point, stride: number, constant: 0 | 1): void {
    const { left: u, right: v, rowBias, columnBias, mean } = parts(point);
    const shift = biases.mean ? mean[0] : 0;
    copyColumns(u, rows, rank, left, stride, before);
    copyColumns(v, columns, rank, right, stride, before);
    if (before) {
      for (let i = 0; i < rows; i++) left[i * stride] = constant;
      for (let j = 0; j < columns; j++) right[j * stride] = (biases.columns ? columnBias[j] : 0) + shift;
    }
    if (after) {
      for (let i = 0; i < rows; i++) left[i * stride + before + rank] = rowBias[i];
      for (let j = 0; j < columns; j++) right[j * stride + before + rank] = constant;
    }
  }

  const leftColumns: FactorColumns = {
    first: before,
    count: rank + after,
    fixed: before ? 0 : -1,
    isBias: Array.from({ length: rank + after }, (_, c) => c === rank),
  };
  const bias = biases.columns ? 1 : 0;
  const rightColumns: FactorColumns = {
    first: before - bias,
    count: rank + bias,
    fixed: after ? before + rank : -1,
    isBias: Array.from({ length: rank + bias }, (_, c) => c < bias),
  };

  return affine({
    name: "asymmetric",
    rows,
    columns,
    rank,
    biases,
    nonnegative: false,
    surjective: true,
    hull: "matrices",
    dimension: ends[4],
    degreesOfFreedom: ways * (rows + columns - ways),
    width: before + rank + after,
    parts,
    setFactors({ left, right }, point) {
      const into = parts(point);
      into.left.set(left.data);
      into.right.set(right.data);
    },
    gauge(point, motions) {
      const read = (from: Point) => {
        const { left, right } = parts(from);
        return [matrix(rows, rank, Float64Array.from(left)), matrix(columns, rank, Float64Array.from(right))];
      };
      const described: GaugeParts = {
        rank,
        point,
        parts: read,
        direction([left, right]) {
          const out = new Float64Array(ends[4]);
          out.set(left.data);
          out.set(right.data, ends[0]);
          return out;
        },
      };
      return motions === "all" ? invertibleGauge(described) : orthogonalGauge(described);
    },
    shifts(point, motions) {
      const { left: u, right: v } = parts(point);
      const empty = () => {
        const direction = new Float64Array(ends[4]);
        return { direction, into: parts(direction) };
      };
      /** Moves the first of two kinds of offset against the second. */
      const against = (one: OffsetPart, other: OffsetPart) => {
        const { direction, into } = empty();
        into[one].fill(1);
        into[other].fill(-1);
        return direction;
      };
      const present = OFFSETS.filter((part) => parts(point)[part].length > 0);
      const shifts = present.slice(1).map((part) => against(part, present[0]));
      if (motions !== "all") return shifts;
      for (let c = 0; c < rank; c++) {
        // U + 1 eᵀ adds the column of V to every row of X, which c takes back; V + 1 eᵀ likewise.
        if (biases.columns) shifts.push(columnAgainst(c, "left", "columnBias", v));
        if (biases.rows) shifts.push(columnAgainst(c, "right", "rowBias", u));
      }
      return shifts;

      function columnAgainst(c: number, factor: "left" | "right", offset: OffsetPart, other: Point) {
        const { direction, into } = empty();
        for (let i = c; i < into[factor].length; i += rank) into[factor][i] = 1;
        for (let j = 0; j < into[offset].length; j++) into[offset][j] = -other[j * rank + c];
        return direction;
      }
    },
    write,
    add(left, right, stride, gradient) {
      const into = parts(gradient);
      addColumns(left, rows, stride, before, rank, into.left);
      addColumns(right, columns, stride, before, rank, into.right);
      if (after) addColumns(left, rows, stride, before + rank, 1, into.rowBias);
      if (biases.columns) addColumns(right, columns, stride, 0, 1, into.columnBias);
      if (biases.mean) for (let j = 0; j < columns; j++) into.mean[0] += right[j * stride];
    },
    solve: {
      left: {
        ...leftColumns,
        readBack(own, stride, point) {
          const into = parts(point);
          takeColumns(own, rows, stride, before, rank, into.left);
          if (after) takeColumns(own, rows, stride, before + rank, 1, into.rowBias);
        },
      },
      right: {
        ...rightColumns,
        readBack(own, stride, point) {
          const into = parts(point);
          takeColumns(own, columns, stride, before, rank, into.right);
          if (biases.columns) takeColumns(own, columns, stride, 0, 1, into.columnBias);
        },
      },
    },
    withRank: (other) => asymmetric({ rows, columns, rank: other, biases }),
  });
}

function runningSum(): (length: number) => number {
  let end = 0;
  return (length) => (end += length);
}

function copyColumns(from: Point, rows: number, rank: number, to: Point, stride: number, first: number): void {
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < rank; c++) to[i * stride + first + c] = from[i * rank + c];
  }
}

function takeColumns(from: Point, rows: number, stride: number, first: number, count: number, to: Point): void {
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < count; c++) to[i * count + c] = from[i * stride + first + c];
  }
}

function addColumns(from: Point, rows: number, stride: number, first: number, count: number, to: Point): void {
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < count; c++) to[i * count + c] += from[i * stride + first + c];
  }
}
