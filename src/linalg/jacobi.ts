import { dot } from "./dot.ts";
import { type Matrix, matrix, transpose } from "./matrix.ts";
import { qr } from "./qr.ts";

/** Six to ten are usual; that the method converges with swaps is experience, not a theorem. */
const sweepLimit = 60;
/** Squared norms below this are in reach of underflow; such rows count as zero. */
const negligible = 1e-280;

/**
 * The SVD A = `left` Σ `right`ᵀ of a k×k matrix of largest entry about 1, by Jacobi rotations that make its rows orthogonal
 * (Hestenes 1958, doi:10.1137/0106005, the longer row first as de Rijk 1989, doi:10.1137/0910023); values descending.
 */
export function rowJacobi(a: Matrix): { left: Matrix; singularValues: Float64Array; right: Matrix } {
  const size = a.rows;
  // Row i is [row i of J A | row i of J], turned together; J is the product of the rotations.
  const work = matrix(size, 2 * size);
  for (let i = 0; i < size; i++) {
    work.data.set(a.data.subarray(i * size, (i + 1) * size), 2 * i * size);
    work.data[2 * i * size + size + i] = 1;
  }
  const squares = new Float64Array(size);
  let sweep = 0;
  while (sweepOverPairs(work, squares)) {
    if (++sweep === sweepLimit) throw new Error("bug: rowJacobi did not converge");
  }

  const order = Array.from(squares.keys()).sort((i, j) => squares[j] - squares[i]);
  const turnedLeft = matrix(size, size);
  const turnedRight = matrix(size, size);
  const singularValues = Float64Array.from(order, (i) => Math.sqrt(squares[i]));
  order.forEach((from, to) => {
    const row = work.data.subarray(2 * from * size, 2 * (from + 1) * size);
    turnedLeft.data.set(row.subarray(size), to * size);
    if (singularValues[to] === 0) return;
    for (let k = 0; k < size; k++) turnedRight.data[to * size + k] = row[k] / singularValues[to];
  });
  const rank = singularValues.filter((value) => value > 0).length;
  return { left: transpose(turnedLeft), singularValues, right: completed(transpose(turnedRight), rank) };
}

/** Turns every pair of rows that is not orthogonal to working precision; false where none was. */
function sweepOverPairs(work: Matrix, squares: Float64Array): boolean {
  const { rows: size, data, columns: stride } = work;
  const tolerance = Number.EPSILON * Math.sqrt(size);
  let turned = false;
  for (let i = 0; i < size; i++) squares[i] = squaredNorm(work, i);
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      if (squares[q] > squares[p]) swapRows(work, squares, p, q);
      if (squares[q] === 0) continue;
      const atP = p * stride;
      const atQ = q * stride;
      const inner = dot(data, atP, data, atQ, size);
      if (Math.abs(inner) <= tolerance * Math.sqrt(squares[p]) * Math.sqrt(squares[q])) continue;

      turned = true;
      const zeta = (squares[q] - squares[p]) / (2 * inner);
      const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const c = 1 / Math.sqrt(1 + tangent * tangent);
      const s = c * tangent;
      for (let k = 0; k < stride; k++) {
        const x = data[atP + k];
        const y = data[atQ + k];
        data[atP + k] = c * x - s * y;
        data[atQ + k] = s * x + c * y;
      }
      const shorter = squares[q] + tangent * inner;
      squares[p] -= tangent * inner;
      // The difference has lost digits where the row became much shorter.
      squares[q] = shorter > 0.1 * squares[q] ? shorter : squaredNorm(work, q);
    }
  }
  return turned;
}

function squaredNorm({ data, columns, rows: size }: Matrix, i: number): number {
  const sum = dot(data, i * columns, data, i * columns, size);
  return sum < negligible ? 0 : sum;
}

function swapRows({ data, columns }: Matrix, squares: Float64Array, p: number, q: number): void {
  for (let k = 0; k < columns; k++) {
    const kept = data[p * columns + k];
    data[p * columns + k] = data[q * columns + k];
    data[q * columns + k] = kept;
  }
  const kept = squares[p];
  squares[p] = squares[q];
  squares[q] = kept;
}

/** The matrix with its zero columns, all after the first `rank`, replaced so that all are orthonormal. */
function completed(v: Matrix, rank: number): Matrix {
  if (rank === v.columns) return v;
  const { q } = qr(v);
  for (let i = 0; i < v.rows; i++) {
    for (let j = rank; j < v.columns; j++) v.data[i * v.columns + j] = q.data[i * v.columns + j];
  }
  return v;
}
