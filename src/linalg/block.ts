/** Part of a row-major array: entry (i, j) is `data[offset + i * stride + j]`. */
export interface Block {
  readonly data: Float64Array;
  readonly offset: number;
  readonly stride: number;
  readonly rows: number;
  readonly columns: number;
}

/** Rows and inner indices done at a time, so that what a tile reads again stays in the cache. */
const chunk = 128;

/** C ← C + s·A·B: C m×n, A m×k, B k×n. */
export function addProduct(c: Block, s: number, a: Block, b: Block): void {
  for (let k0 = 0; k0 < a.columns; k0 += chunk) {
    const k1 = Math.min(k0 + chunk, a.columns);
    for (let i0 = 0; i0 < c.rows; i0 += chunk) {
      const i1 = Math.min(i0 + chunk, c.rows);
      const tiledRows = i1 - ((i1 - i0) % 2);
      const tiledColumns = c.columns - (c.columns % 4);
      for (let j = 0; j < tiledColumns; j += 4) {
        for (let i = i0; i < tiledRows; i += 2) addProductTile(c, s, a, b, i, j, k0, k1);
      }
      addProductByRows(c, s, a, b, i0, tiledRows, tiledColumns, k0, k1);
      addProductByRows(c, s, a, b, tiledRows, i1, 0, k0, k1);
    }
  }
}

/** C ← C + Aᵀ·B: C m×n, A k×m, B k×n. */
export function addTransposedProduct(c: Block, a: Block, b: Block): void {
  const tiledRows = c.rows - (c.rows % 2);
  const tiledColumns = c.columns - (c.columns % 4);
  for (let k0 = 0; k0 < a.rows; k0 += chunk) {
    const k1 = Math.min(k0 + chunk, a.rows);
    for (let i = 0; i < tiledRows; i += 2) {
      for (let j = 0; j < tiledColumns; j += 4) addTransposedProductTile(c, a, b, i, j, k0, k1);
    }
    addTransposedProductByRows(c, a, b, 0, tiledRows, tiledColumns, k0, k1);
    addTransposedProductByRows(c, a, b, tiledRows, c.rows, 0, k0, k1);
  }
}

function addProductByRows(
  c: Block,
  s: number,
  a: Block,
  b: Block,
  i0: number,
  i1: number,
  j0: number,
  k0: number,
  k1: number,
): void {
  const { data: to } = c;
  for (let i = i0; i < i1; i++) {
    const row = c.offset + i * c.stride;
    for (let k = k0; k < k1; k++) {
      const factor = s * a.data[a.offset + i * a.stride + k];
      const from = b.offset + k * b.stride;
      for (let j = j0; j < c.columns; j++) to[row + j] += factor * b.data[from + j];
    }
  }
}

function addTransposedProductByRows(
  c: Block,
  a: Block,
  b: Block,
  i0: number,
  i1: number,
  j0: number,
  k0: number,
  k1: number,
): void {
  const { data: to } = c;
  for (let k = k0; k < k1; k++) {
    const from = b.offset + k * b.stride;
    for (let i = i0; i < i1; i++) {
      const factor = a.data[a.offset + k * a.stride + i];
      const row = c.offset + i * c.stride;
      for (let j = j0; j < c.columns; j++) to[row + j] += factor * b.data[from + j];
    }
  }
}

/** A 2×4 tile of C at (i, j), kept in registers: written out, because an array would live in memory. */
function addProductTile(c: Block, s: number, a: Block, b: Block, i: number, j: number, k0: number, k1: number): void {
  const x = a.data;
  const y = b.data;
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  const a0 = a.offset + i * a.stride;
  const a1 = a0 + a.stride;
  let at = b.offset + k0 * b.stride + j;
  for (let k = k0; k < k1; k++) {
    const y0 = y[at];
    const y1 = y[at + 1];
    const y2 = y[at + 2];
    const y3 = y[at + 3];
    const x0 = x[a0 + k];
    c00 += x0 * y0;
    c01 += x0 * y1;
    c02 += x0 * y2;
    c03 += x0 * y3;
    const x1 = x[a1 + k];
    c10 += x1 * y0;
    c11 += x1 * y1;
    c12 += x1 * y2;
    c13 += x1 * y3;
    at += b.stride;
  }
  const to = c.offset + i * c.stride + j;
  addToRow(c.data, to, s * c00, s * c01, s * c02, s * c03);
  addToRow(c.data, to + c.stride, s * c10, s * c11, s * c12, s * c13);
}

function addTransposedProductTile(c: Block, a: Block, b: Block, i: number, j: number, k0: number, k1: number): void {
  const x = a.data;
  const y = b.data;
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let atX = a.offset + k0 * a.stride + i;
  let atY = b.offset + k0 * b.stride + j;
  for (let k = k0; k < k1; k++) {
    const y0 = y[atY];
    const y1 = y[atY + 1];
    const y2 = y[atY + 2];
    const y3 = y[atY + 3];
    const x0 = x[atX];
    c00 += x0 * y0;
    c01 += x0 * y1;
    c02 += x0 * y2;
    c03 += x0 * y3;
    const x1 = x[atX + 1];
    c10 += x1 * y0;
    c11 += x1 * y1;
    c12 += x1 * y2;
    c13 += x1 * y3;
    atX += a.stride;
    atY += b.stride;
  }
  const to = c.offset + i * c.stride + j;
  addToRow(c.data, to, c00, c01, c02, c03);
  addToRow(c.data, to + c.stride, c10, c11, c12, c13);
}

function addToRow(data: Float64Array, at: number, x0: number, x1: number, x2: number, x3: number): void {
  data[at] += x0;
  data[at + 1] += x1;
  data[at + 2] += x2;
  data[at + 3] += x3;
}
