import type { Certificate, Witness } from "../certificates/certificate.ts";
import { nonnegativePairs } from "../certificates/nonnegative-pairs.ts";
import type { Steps } from "../kernels/steps.ts";
import { pointOfColumns } from "../landscape/merged-columns.ts";
import { beside, leadingColumns } from "../linalg/matrix.ts";
import { random } from "../linalg/random.ts";
import { isSymmetric, type Point } from "../parametrizations/parametrization.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import type { Escape, EscapeOutcome } from "./escape.ts";
import { pairStep } from "./pair-step.ts";
import { witnessColumn } from "./witness-column.ts";

/**
 * Begins anew, below the level of the point if it can: from 0, one nonnegative column after the other along the largest ⟨p, G q⟩ found, all
 * their lengths at their best, until there are as many as the point has. From a start that is lower a monotone descent never
 * comes back to the point; from one that is not, only a descent can tell.
 *
 * At a truth of rank one, 𝒜 being near an isometry, the first column lies below every spurious minimum.
 *
 * @see Zhang 2025, arXiv:2505.03717, for the traps
 */
export function level({ seed = 0 } = {}): Escape {
  return {
    name: "level",
    claim: "globallyOptimal",
    applies: ({ parametrization }) => parametrization.nonnegative,
    *leave<P extends Problem>(problem: P, point: Point, _: Certificate): Steps<EscapeOutcome<P>> {
      const { parametrization, regularizer, store } = problem;
      const { rank } = parametrization;
      if (!parametrization.nonnegative) return { reason: "no level: the factors may have any sign" };
      if (rank === 0) return { reason: "no level: there is no column to begin with" };
      const exact = problem.with({ precision: "float64" });
      const value = yield* exact.at(Float64Array.from(point)).value();
      const zero = pointOfColumns(exact, [], 0);
      const empty = yield* zero.problem.at(zero.point).value();
      if (!Number.isFinite(value - empty)) {
        return { reason: "no level: the objective at the point or at 0 is not a finite number" };
      }
      const stream = random(seed).fork("level");
      let [here, fall] = [zero, 0];
      let pairs: Witness | undefined;
      let columns: ReturnType<typeof witnessColumn>[] = [];
      while (columns.length < rank) {
        const residual = yield* here.problem.at(here.point).negativeDerivative();
        const found = yield* nonnegativePairs(yield* store.bound.backProjection(residual, inverseRoots(regularizer)), {
          threshold: regularizer.ridge,
          random: stream,
          tied: isSymmetric(parametrization.hull),
        });
        if (found.values.length === 0) break;
        const next: Witness = pairs ? joined(pairs, found) : leading(found);
        const step = yield* pairStep(zero.problem, zero.point, next, next.values.length);
        if (!(step.fall > fall)) break;
        pairs = next;
        fall = step.fall;
        columns = [...step.lengths].map((length, k) => witnessColumn(problem, next, k, length));
        here = pointOfColumns(exact, columns, columns.length);
      }
      if (columns.length === 0) return { reason: "no level: no nonnegative column lowers the objective of 0" };
      const start = pointOfColumns(problem, columns, rank);
      const way = { kind: "level", problem: start.problem, start: start.point, predictedFall: value - empty + fall };
      return { ways: [way] };
    },
  };
}

/** The first pair alone. */
function leading({ values, left, right }: Witness): Witness {
  return { values: values.slice(0, 1), left: leadingColumns(left, 1), right: leadingColumns(right, 1) };
}

/** The pairs and the first of some others. */
function joined(pairs: Witness, others: Witness): Witness {
  const { values, left, right } = leading(others);
  return {
    values: Float64Array.of(...pairs.values, ...values),
    left: beside(pairs.left, left),
    right: beside(pairs.right, right),
  };
}
