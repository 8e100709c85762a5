import { kullbackLeibler } from "../../losses/kullback-leibler.ts";
import { leastSquares } from "../../losses/least-squares.ts";
import type { SmoothLoss } from "../../losses/loss.ts";
import type { NonnegativeLoss } from "../factoring.ts";

/** A loss that a nonnegative factorization may minimise, with how its fits are judged. */
interface JudgedLoss {
  readonly make: () => SmoothLoss;
  /** What finds the way down from a start, of the catalogue of solvers, where none is named. */
  readonly rough: string;
  /** A descent is finished where f falls by less than this share of it an iteration: it never becomes flat to its last digits. */
  readonly finished: number;
  /** Makes the noise alike in all entries, so that errors of entries set aside can be averaged. */
  readonly stabilized: (value: number) => number;
  /** What that error is the error of. */
  readonly judged: string;
}

export const nonnegativeLosses: Readonly<Record<NonnegativeLoss, JudgedLoss>> = {
  leastSquares: {
    make: leastSquares,
    rough: "auto",
    finished: 1e-11,
    stabilized: (x) => x,
    judged: "error on entries",
  },
  // The square root of a Poisson variable has variance ¼ whatever its mean (Anscombe 1948, doi:10.1093/biomet/35.3-4.246).
  kullbackLeibler: {
    make: kullbackLeibler,
    // Gradients are steep without bound where a prediction is near 0; these updates do not notice.
    rough: "multiplicativeUpdates",
    finished: 1e-8,
    stabilized: Math.sqrt,
    judged: "error of the square roots of entries",
  },
};
