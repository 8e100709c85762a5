import type { Certificate, Witness } from "../certificates/certificate.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";
import { pairStep } from "./pair-step.ts";

/**
 * Appends columns √t_k·p_k to U and √t_k·q_k to V along the witness's pairs, t ≥ 0 the minimiser of
 * ½ tᵀHt − cᵀt, H_kl = ⟨𝒜(p_kq_kᵀ), 𝒜(p_lq_lᵀ)⟩, c_k = ⟨𝒜(p_kq_kᵀ), residual⟩ − λ: for least squares f falls by exactly its minimum,
 * from any point. For other losses H has their curvature, and the minimiser is the direction of a search.
 *
 * Nonnegative factors get the nonnegative pairs of their certificate.
 *
 * Descend or escape: a pair is appended only where σ_k > λ + 3ρ, ρ the stationarity of the factors; below that an open
 * gap is unfinished descent, and appending would add junk columns.
 *
 * @param columns the most pairs appended at once; @param highestRank the rank never exceeded.
 * @see Lee, Liang, Tang & Toh 2024, arXiv:2204.14067
 */
export function rankIncrease({ columns = 24, highestRank = Number.POSITIVE_INFINITY } = {}): Escape {
  return {
    name: "rankIncrease",
    claim: "globallyOptimal",
    applies: () => true,
    *leave<P extends Problem>(problem: P, point: Point, certificate: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization, regularizer, operator } = problem;
      const { witness, numbers } = certificate;
      // Nonnegative factors of a matrix may need more columns than it has.
      const most = parametrization.nonnegative ? Number.POSITIVE_INFINITY : Math.min(operator.rows, operator.columns);
      const room = Math.min(highestRank, most) - parametrization.rank;
      if (room <= 0) return { reason: "the rank may not grow any further" };
      const threshold = regularizer.ridge + 3 * (numbers.stationarity ?? 0);
      const pairs = witness ? witness.values.filter((sigma) => sigma > threshold).length : 0;
      if (!witness || pairs === 0) return { reason: "unfinished descent: no direction outside the factors stands out" };

      const step = yield* pairStep(problem, point, witness, Math.min(pairs, columns, room));
      const kept = [...step.lengths.keys()].filter((k) => step.lengths[k] > 0);
      if (kept.length === 0) return { reason: "unfinished descent: the offsets must move before a direction can" };
      const larger = problem.with({ rank: parametrization.rank + kept.length }) as P;
      const start = larger.point();
      const [from, into] = [parametrization.parts(point), larger.parametrization.parts(start)];
      const scale = inverseRoots(regularizer);
      append(from.left, parametrization.rank, witness.left.data, scale?.rows, witness, step.lengths, kept, into.left);
      append(
        from.right,
        parametrization.rank,
        witness.right.data,
        scale?.columns,
        witness,
        step.lengths,
        kept,
        into.right,
      );
      into.rowBias.set(from.rowBias);
      into.columnBias.set(from.columnBias);
      into.mean.set(from.mean);
      return { ways: [{ kind: "rankIncrease", problem: larger, start, predictedFall: step.fall }] };
    },
  };
}

/** [from | √t_k × column k of the basis], rows of `rank` + kept numbers. */
function append(
  from: Point,
  rank: number,
  basis: Float64Array,
  scale: Float64Array | undefined,
  { values }: Witness,
  lengths: Float64Array,
  kept: readonly number[],
  into: Point,
): void {
  const width = rank + kept.length;
  for (let i = 0; i < into.length / width; i++) {
    for (let c = 0; c < rank; c++) into[i * width + c] = from[i * rank + c];
    for (const [place, k] of kept.entries()) {
      into[i * width + rank + place] = Math.sqrt(lengths[k]) * basis[i * values.length + k] * (scale ? scale[i] : 1);
    }
  }
}
