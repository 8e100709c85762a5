import type { Matrix } from "../../linalg/matrix.ts";
import type { SeparationReport } from "../../report/separation-report.ts";
import type { Entries } from "../entries.ts";
import type { SparseEntries } from "./separation.ts";

/** The most blocks along a side. */
const MOST = 200;

/** A matrix with its parts, as a picture shows them. */
export interface Parted {
  readonly entries: Entries;
  readonly left: Matrix;
  readonly right: Matrix;
  readonly sparse: SparseEntries;
  readonly rowLabel: (row: number) => string;
  readonly columnLabel: (column: number) => string;
}

/** The matrix, L and S side by side: block means of what was observed and of L, the share of outliers or S itself. */
export function separationPicture({
  entries,
  left,
  right,
  sparse,
  rowLabel,
  columnLabel,
}: Parted): NonNullable<SeparationReport["picture"]> {
  const [m, n] = entries.shape;
  const [high, wide] = [blockSize(m), blockSize(n)];
  const [rows, columns] = [Math.ceil(m / high), Math.ceil(n / wide)];
  const place = (i: number, j: number) => Math.floor(i / high) * columns + Math.floor(j / wide);
  const [sum, count, outliers] = Array.from({ length: 3 }, () => new Float64Array(rows * columns));
  entries.values.forEach((value, k) => {
    const at = place(entries.rows[k], entries.columns[k]);
    sum[at] += value;
    count[at] += 1;
  });
  const share = high * wide > 1;
  sparse.values.forEach((value, k) => {
    const at = place(sparse.rowIndex[k], sparse.columnIndex[k]);
    outliers[at] += share ? 1 / count[at] : value;
  });
  const cells = <Cell>(cell: (at: number, i: number, j: number) => Cell): Cell[][] =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => cell(i * columns + j, i, j)));
  const [u, v] = [blockMeans(left, high), blockMeans(right, wide)];
  return {
    rowLabels: blockLabels(m, high, rowLabel),
    columnLabels: blockLabels(n, wide, columnLabel),
    given: cells((at) => (count[at] > 0 ? sum[at] / count[at] : null)),
    // A block's mean of u vᵀ is the product of the means.
    lowRank: cells((_, i, j) => u[i].reduce((value, x, c) => value + x * v[j][c], 0)),
    outliers: cells((at) => outliers[at]),
    share,
  };
}

const blockSize = (side: number): number => Math.ceil(side / MOST);

/** The mean row of every so many rows. */
function blockMeans({ rows, columns, data }: Matrix, size: number): number[][] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, block) => {
    const [from, to] = [block * size, Math.min(rows, (block + 1) * size)];
    const mean = new Array<number>(columns).fill(0);
    for (let i = from; i < to; i++) for (let c = 0; c < columns; c++) mean[c] += data[i * columns + c] / (to - from);
    return mean;
  });
}

function blockLabels(count: number, size: number, label: (k: number) => string): string[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, block) => {
    const [from, to] = [block * size, Math.min(count, (block + 1) * size) - 1];
    return from === to ? label(from) : `${label(from)} – ${label(to)}`;
  });
}
