import type { Certificate } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import { type ColumnPair, columnsOf, mergedColumns, pointOfColumns } from "../landscape/merged-columns.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome, WayOut } from "./escape.ts";
import { pairStep } from "./pair-step.ts";
import { witnessColumn } from "./witness-column.ts";

/** So many of the smallest columns are tried in turn where none is free. */
const MOST_SWAPS = 4;

/**
 * Leaves nonnegative factors along columns that the certificate's witness names, nonnegative too, where it frees a place for them:
 *
 * - `insert`: columns of one direction are merged, which leaves X as it is, and pairs are written into the places that this frees, each with
 *   its exact step: for least squares f falls by (σ − λ)²/(2‖𝒜(pqᵀ)‖²) for one pair;
 * - `spare`: where none is free, in one column more than the point has, up to `highestRank`;
 * - `swap`: where none is free, in the place of one of the smallest columns, which may lie higher.
 *
 * Columns to spare from the start do not help, since the trap takes them up; columns freed at the trap do.
 *
 * @param highestRank the rank never exceeded; the point's own where absent.
 * @see Zhang 2025, arXiv:2505.03717, for the traps
 */
export function mergeAndInsert({ highestRank = 0 } = {}): Escape {
  return {
    name: "mergeAndInsert",
    claim: "globallyOptimal",
    applies: ({ parametrization }) => parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, { witness }: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization } = problem;
      if (!parametrization.nonnegative) return { reason: "no nonnegative column: the factors may have any sign" };
      if (!witness) return { reason: "no nonnegative column was found that lowers the objective" };
      const value = yield* problem.with({ precision: "float64" }).at(Float64Array.from(point)).value();
      if (!Number.isFinite(value)) return { reason: "the objective at the point is not a finite number" };

      const { rank } = parametrization;
      const columns = columnsOf(problem, point);
      const merged = mergedColumns(columns);
      const insert = function* (
        kind: string,
        kept: readonly ColumnPair[],
        width: number,
      ): Steps<WayOut<P> | undefined> {
        const count = Math.min(width - kept.length, witness.values.length);
        const base = pointOfColumns(problem.with({ precision: "float64" }) as P, kept, kept.length);
        const before = yield* base.problem.at(base.point).value();
        const { lengths, fall } = yield* pairStep(base.problem, base.point, witness, count);
        const added = [...lengths.keys()]
          .filter((k) => lengths[k] > 0)
          .map((k) => witnessColumn(problem, witness, k, lengths[k]));
        if (added.length === 0) return undefined;
        const next = pointOfColumns(problem, [...kept, ...added], width);
        const way = { kind: `mergeAndInsert: ${kind}`, problem: next.problem, start: next.point };
        return { ...way, predictedFall: value - before + fall };
      };
      const free = rank - merged.length;
      const ways: (WayOut<P> | undefined)[] = [];
      if (free > 0) ways.push(yield* insert("insert", merged, rank));
      else if (rank < highestRank) ways.push(yield* insert("spare", merged, rank + 1));
      if (free === 0) {
        const bySize = [...merged.keys()].sort((a, b) => sizeOf(merged[a]) - sizeOf(merged[b]));
        for (const k of bySize.slice(0, MOST_SWAPS)) {
          ways.push(
            yield* insert(
              "swap",
              merged.filter((_, c) => c !== k),
              rank,
            ),
          );
        }
      }
      const found = ways.filter((way) => way !== undefined).sort((a, b) => b.predictedFall - a.predictedFall);
      return found.length > 0
        ? { ways: found }
        : { reason: "no column can be added: none that lowers the objective has a place" };
    },
  };
}

function sizeOf({ left, right }: ColumnPair): number {
  return norm(left) * norm(right);
}
