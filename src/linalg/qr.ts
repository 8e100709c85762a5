import { finish, type Steps } from "../kernels/steps.ts";
import { addProduct, addTransposedProduct, type Block } from "./block.ts";
import { identity, type Matrix, matrix } from "./matrix.ts";
import { whole } from "./multiply.ts";

/** A = Q R with k = min(m, n): `q` m×k with orthonormal columns, `r` k×n upper triangular. */
export interface QrFactors {
  readonly q: Matrix;
  readonly r: Matrix;
}

/** Reflectors gathered before the rest of the matrix is touched. */
const panelWidth = 8;

/**
 * The thin QR factorization of an m×n matrix by Householder reflectors in compact WY form (Schreiber & Van Loan 1989,
 * doi:10.1137/0910005), 4mn² operations for m ≥ n with Q. Q is orthonormal whatever the rank; R's diagonal may be negative.
 */
export function qr(a: Matrix): QrFactors {
  return finish(qrSteps(a));
}

/** The same with a pause after each panel. */
export function* qrSteps(a: Matrix): Steps<QrFactors> {
  const { rows, columns } = a;
  const count = Math.min(rows, columns);
  const work = whole(matrix(rows, columns, a.data.slice()));
  const reflectors = whole(matrix(rows, count));
  const panels: { start: number; v: Block; t: Block }[] = [];

  for (let start = 0; start < count; start += panelWidth) {
    const width = Math.min(panelWidth, count - start);
    const v = part(reflectors, start, start, width);
    const taus = reducePanel(part(work, start, start, width), v);
    const t = triangle(v, taus);
    reflect(part(work, start, start + width, columns - start - width), v, transposed(t));
    panels.push({ start, v, t });
    yield;
  }

  const q = identity(rows, count);
  for (const { start, v, t } of panels.reverse()) {
    reflect(part(whole(q), start, start, count - start), v, t);
    yield;
  }

  const r = matrix(count, columns);
  for (let i = 0; i < count; i++) {
    r.data.set(work.data.subarray(i * columns + i, (i + 1) * columns), i * columns + i);
  }
  return { q, r };
}

/** The rows from `row` on, `columns` columns from `column` on. */
function part(of: Block, row: number, column: number, columns: number): Block {
  return { ...of, offset: of.offset + row * of.stride + column, rows: of.rows - row, columns };
}

/** Makes the panel upper triangular; its reflectors I − τ v vᵀ go to the columns of `v`, with v's leading entry 1. */
function reducePanel(panel: Block, v: Block): Float64Array {
  const { rows, columns } = panel;
  const taus = new Float64Array(columns);
  const column = new Float64Array(rows);
  const inner = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let scale = 0;
    for (let i = j; i < rows; i++) {
      column[i] = panel.data[panel.offset + i * panel.stride + j];
      if (i > j) scale = Math.max(scale, Math.abs(column[i]));
    }
    v.data[v.offset + j * v.stride + j] = 1;
    // Such a column is triangular already, and the identity (τ = 0) keeps Q orthonormal.
    if (scale === 0) continue;
    // In units of the largest entry, or a column near underflow would give a reflector that is not orthogonal.
    scale = Math.max(scale, Math.abs(column[j]));
    let square = 0;
    for (let i = j; i < rows; i++) {
      column[i] /= scale;
      square += column[i] * column[i];
    }
    const head = column[j];
    const beta = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    taus[j] = (beta - head) / beta;
    for (let i = j + 1; i < rows; i++) v.data[v.offset + i * v.stride + j] = column[i] / (head - beta);

    inner.fill(0);
    for (let i = j; i < rows; i++) {
      const factor = taus[j] * v.data[v.offset + i * v.stride + j];
      const row = panel.offset + i * panel.stride;
      for (let c = j + 1; c < columns; c++) inner[c] += factor * panel.data[row + c];
    }
    for (let i = j; i < rows; i++) {
      const factor = v.data[v.offset + i * v.stride + j];
      const row = panel.offset + i * panel.stride;
      for (let c = j + 1; c < columns; c++) panel.data[row + c] -= factor * inner[c];
    }
    panel.data[panel.offset + j * panel.stride + j] = scale * beta;
  }
  return taus;
}

/** The upper triangular T with H₁ ⋯ H_b = I − V T Vᵀ. */
function triangle(v: Block, taus: Float64Array): Block {
  const size = v.columns;
  const gram = whole(matrix(size, size));
  addTransposedProduct(gram, v, v);
  const t = whole(matrix(size, size));
  for (let j = 0; j < size; j++) {
    t.data[j * size + j] = taus[j];
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let k = i; k < j; k++) sum += t.data[i * size + k] * gram.data[k * size + j];
      t.data[i * size + j] = -taus[j] * sum;
    }
  }
  return t;
}

function transposed(t: Block): Block {
  const size = t.columns;
  const turned = whole(matrix(size, size));
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) turned.data[j * size + i] = t.data[i * size + j];
  }
  return turned;
}

/** C ← (I − V T Vᵀ) C. */
function reflect(c: Block, v: Block, t: Block): void {
  const inner = whole(matrix(v.columns, c.columns));
  addTransposedProduct(inner, v, c);
  const scaled = whole(matrix(v.columns, c.columns));
  addProduct(scaled, 1, t, inner);
  addProduct(c, -1, v, scaled);
}
