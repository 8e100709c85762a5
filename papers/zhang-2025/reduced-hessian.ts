import { matrix, symmetricEigen } from "../../src/index.ts";

/** 16 (U Uᵀ − M) at the spurious point of the 4×4 matrix. */
const GRADIENT = [
  [0, 12, -4, 0],
  [12, 3, -5, -4],
  [-4, -5, 3, 12],
  [0, -4, 12, 0],
].map((row) => row.map((x) => x / 16));

/** Its two columns that are not copied, on the rows where they are positive. */
const COLUMNS = [
  { u: [1, 1, 3, 0], rows: [0, 1, 2] },
  { u: [0, 3, 1, 1], rows: [1, 2, 3] },
];

/** A motion of the point: what it does to X, and which entry of which of the two columns it moves. */
interface Motion {
  readonly product: readonly (readonly number[])[];
  readonly column?: number;
  readonly side?: number;
  readonly row?: number;
}

/**
 * Eigenvalues of the Hessian of ½‖X − M‖² in the block V Vᵀ on the first and the last row, on which all copied columns act together, and in
 * the positive entries of the two others; for U Vᵀ in both factors.
 */
export function reducedHessian(symmetric: boolean): Float64Array {
  const motions = symmetric ? symmetricMotions() : asymmetricMotions();
  const entries = motions.flatMap((a) =>
    motions.map((b) => {
      const linear = a.product.flat().reduce((sum, x, k) => sum + x * b.product.flat()[k], 0);
      if (a.row === undefined || b.row === undefined || a.column !== b.column) return linear;
      const times = symmetric ? 2 : Number(a.side !== b.side);
      return linear + times * GRADIENT[a.row][b.row];
    }),
  );
  return symmetricEigen(matrix(motions.length, motions.length, Float64Array.from(entries))).values;
}

const INDEX = [0, 1, 2, 3];
const outer = (a: readonly number[], b: readonly number[]) => a.map((x) => b.map((y) => x * y));
const unit = (at: number) => INDEX.map((i) => Number(i === at));
const sum = (a: number[][], b: number[][]) => a.map((row, i) => row.map((x, j) => x + b[i][j]));
const between = (i: number, j: number) => outer(unit(i), unit(j));

function symmetricMotions(): Motion[] {
  return [
    { product: between(0, 0) },
    { product: sum(between(0, 3), between(3, 0)) },
    { product: between(3, 3) },
    ...COLUMNS.flatMap(({ u, rows }, column) =>
      rows.map((row) => ({ product: sum(outer(unit(row), u), outer(u, unit(row))), column, row })),
    ),
  ];
}

function asymmetricMotions(): Motion[] {
  return [
    ...[0, 3].flatMap((i) => [0, 3].map((j) => ({ product: between(i, j) }))),
    ...COLUMNS.flatMap(({ u, rows }, column) =>
      [0, 1].flatMap((side) =>
        rows.map((row) => ({
          product: side === 0 ? outer(unit(row), u) : outer(u, unit(row)),
          column,
          side,
          row,
        })),
      ),
    ),
  ];
}
