import type { Steps } from "../../kernels/steps.ts";
import { matrix } from "../../linalg/matrix.ts";
import type { EntrySampling } from "../../operators/entry-sampling.ts";
import type { Problem } from "../../problem/problem.ts";
import { fillingLine } from "./curve-through.ts";
import { type EntrySigns, entrySigns } from "./entry-signs.ts";
import type { FirstOrderForm } from "./first-order-form.ts";
import type { PerturbationCurve } from "./perturbation-curve.ts";
import type { SpareColumns } from "./spare-columns.ts";

/** A move of one spare column in a few of its entries, that fits wrong entries of the matrix. */
export interface SparseDirection extends PerturbationCurve {
  /** Which places in the pattern of outliers allow it; see `CompletionWitnesses`. */
  readonly kind: "single" | "diagonal" | "unobservedDiagonals" | "oneDiagonal" | "star";
  /** The rows that it moves, the first by 1, the others by `weights`; of U Vᵀ the row of U and that of V. */
  readonly entries: readonly number[];
  readonly weights: readonly number[];
}

type Move = Omit<SparseDirection, keyof PerturbationCurve>;

/**
 * The sparse directions of observed entries, the first found of each kind: at the truth f changes along them by −γ² (one
 * outlier of U Vᵀ; a positive one on the diagonal of UUᵀ), −2γ² (an outlier of UUᵀ and its mirror image, neither diagonal entry observed),
 * −γ² (one of them observed, and right) and (1 − n²/(n + P)) γ² (n outliers in a row, P ordered pairs among their columns observed, and right). None
 * where there are no spare columns, or other things than entries are observed.
 *
 * @see Ma & Fattahi 2023, arXiv 2302.10963; these directions are the library's
 */
export function* sparseDirections(
  problem: Problem,
  form: FirstOrderForm,
  columns: SpareColumns,
): Steps<SparseDirection[]> {
  const { pattern } = problem.operator as Partial<EntrySampling>;
  if (!pattern || columns.spare.columns === 0) return [];
  const signs = entrySigns(pattern, form);
  const moves = columns.symmetric ? yield* symmetricMoves(signs) : singleMove(signs);
  return moves.map((move) => {
    const { kind, entries, weights } = move;
    const column = (rows: number, places: readonly number[], by: readonly number[]) => {
      const z = matrix(rows, 1);
      for (const [k, i] of places.entries()) z.data[i] = by[k];
      return z;
    };
    const { rows, columns: width } = pattern;
    const all = kind === "single" ? undefined : column(rows, entries, [1, ...weights]);
    const left = all ?? column(rows, entries.slice(0, 1), [1]);
    const right = all ?? column(width, entries.slice(1), weights);
    return { ...move, ...fillingLine(problem.parametrization, columns, { left, right }) };
  });
}

function singleMove({ wrong }: EntrySigns): Move[] {
  if (wrong.length === 0) return [];
  const [{ row, column, sign }] = wrong;
  return [{ kind: "single", entries: [row, column], weights: [sign] }];
}

/** Outliers of one row that are taken together, at most. */
const MOST_OF_A_ROW = 12;

function* symmetricMoves(signs: EntrySigns): Steps<Move[]> {
  const { wrong, at } = signs;
  const found = new Map<Move["kind"], Move>();
  const keep = (move: Move) => {
    if (!found.has(move.kind)) found.set(move.kind, move);
  };
  const rows = new Map<number, { column: number; sign: number }[]>();
  for (const [k, { row: i, column: j, sign }] of wrong.entries()) {
    if (k % 4096 === 4095) yield;
    if (i === j) {
      if (sign > 0) keep({ kind: "diagonal", entries: [i], weights: [] });
      continue;
    }
    const [one, other] = [at(i, i), at(j, j)];
    if (one === undefined && other === undefined) {
      keep({ kind: "unobservedDiagonals", entries: [i, j], weights: [sign] });
    } else if (one === undefined && other === 0) keep({ kind: "oneDiagonal", entries: [i, j], weights: [sign] });
    else if (one === 0 && other === 0) {
      const row = rows.get(i) ?? [];
      if (row.length < MOST_OF_A_ROW) row.push({ column: j, sign });
      rows.set(i, row);
    }
  }
  let best: { fall: number; move: Move } | undefined;
  for (const [i, row] of rows) {
    const n = row.length;
    if (n < 2) continue;
    let pairs = 0;
    for (const a of row) {
      for (const b of row) {
        const between = a === b ? undefined : at(a.column, b.column);
        if (between !== undefined) pairs += between === 0 ? 1 : -between * a.sign * b.sign;
      }
    }
    const weight = n / Math.max(1, n + pairs);
    const fall = 2 * weight * n - weight ** 2 * (n + pairs) - 1;
    const entries = [i, ...row.map(({ column }) => column)];
    if (fall > (best?.fall ?? 0)) {
      best = { fall, move: { kind: "star", entries, weights: row.map(({ sign }) => weight * sign) } };
    }
    yield;
  }
  if (best) keep(best.move);
  return [...found.values()];
}
