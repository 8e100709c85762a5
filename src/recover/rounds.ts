import type { Certificate } from "../certificates/certificate.ts";
import { globallyOptimal, globallyOptimalAt } from "../certificates/globally-optimal.ts";
import type { Escape } from "../escape/escape.ts";
import { rankIncrease } from "../escape/rank-increase.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { type Balanced, balanced } from "../problem/balance.ts";
import type { BlockProblem } from "../problem/problem.ts";
import type { Jump } from "../report/report.ts";
import { alternatingLeastSquares } from "../solvers/alternating-least-squares.ts";
import { descent, type Result } from "../solvers/solve.ts";
import type { Iterate, Solver } from "../solvers/solver.ts";
import { afterIterations, decreaseBelow, type StopReason, stepBelow, when } from "../solvers/stopping.ts";
import { truncatedNewton } from "../solvers/truncated-newton.ts";
import { breathe } from "./breathe.ts";

/** How a recovery goes and when it ends. */
export interface RoundsOptions {
  readonly start: Point;
  /** Default: extrapolated alternating least squares, and Newton's method where a round of that is slow. */
  readonly solver?: Solver<BlockProblem>;
  readonly escape?: Escape;
  /** Certified where relativeGap ≤ gap. */
  readonly gap?: number;
  readonly seed?: number;
  /** The rank is never raised above this: the run then ends where the descent is finished. */
  readonly highestRank?: number;
  /**
   * Ends before the certificate holds, where no escape promises to lower the objective by more than this share of it:
   * enough to predict by, not to certify. Default 0, never.
   */
  readonly settled?: number;
  /** The most iterations in all. */
  readonly mostIterations?: number;
  /** Aborted: the run ends with the best point so far, `stopped.rule` "aborted". */
  readonly signal?: AbortSignal;
  /** A further reason to end, asked at every iteration. */
  readonly expired?: () => boolean;
  /** Called after every iteration; the iterate is a live view. */
  readonly observe?: (iterate: ObservedIterate) => void;
}

/** An iterate with where the recovery stands. */
export interface ObservedIterate extends Iterate {
  readonly rank: number;
  readonly round: number;
  /** (P − D)/P as the last round's certificate had it; NaN before the first. */
  readonly relativeGap: number;
}

/** One turn of descend → certify → escape. */
export interface Round {
  readonly round: number;
  /** The problem at this round's rank, and the balanced point reached in it. */
  readonly problem: BlockProblem;
  readonly point: Point;
  readonly value: number;
  /** Iterations of this round. */
  readonly iterations: number;
  readonly result: Result;
  readonly certificate: Certificate;
  /** What was done about the certificate, in the order tried. */
  readonly jumps: readonly Jump[];
  /** Set on the last round: why the loop ended. */
  readonly stopped?: StopReason;
}

/** The first step size to reach, by how much an unfinished descent tightens it, and where it ends. */
const FIRST_TOLERANCE = 3e-2;
const TIGHTENING = 0.1;
/** A round of more iterations than this converges too slowly: Newton's method takes over at this rank. */
const SLOW = 100;
const LAST_TOLERANCE = 1e-12;
/** The share of f that rounding may hide. */
const FLAT = 1e-12;
/** Where the factors are 0 but for rounding, their relative steps never become small. */
const FLAT_FOR_LONG = decreaseBelow(1e-16, 30);
/** The step at which a descent whose rank is given counts as finished. */
const FINISHED = 1e-8;
/** Steps smaller than this are beyond float32's factors: the last digits are found in float64. */
const FLOAT32_TOLERANCE = 1e-5;

/**
 * The rounds of recovery: descend until the steps are small, certify, and where the certificate is open either escape
 * along its witness or, where the descent itself is unfinished, descend further.
 */
export async function* rounds(given: BlockProblem, options: RoundsOptions): AsyncGenerator<Round, void, void> {
  const { solver = alternatingLeastSquares(), highestRank = Number.POSITIVE_INFINITY, gap = 1e-6, seed = 0 } = options;
  const { settled = 0 } = options;
  const mostInRound = options.solver ? Number.POSITIVE_INFINITY : SLOW;
  const exit = options.escape ?? rankIncrease({ highestRank });
  const expired = () => options.signal?.aborted === true || options.expired?.() === true;
  let problem = given;
  let run = descent(problem, solver, options.start);
  let tolerance = FIRST_TOLERANCE;
  let left = options.mostIterations ?? 5_000;
  let done = 0;
  let inRun = 0;
  let finishing = false as boolean;
  let relativeGap = Number.NaN;
  for (let round = 1; ; round++) {
    const { rank } = problem.parametrization;
    const result: Result = await breathe(
      run.until(
        [
          when("expired", expired),
          stepBelow(tolerance),
          FLAT_FOR_LONG,
          afterIterations(inRun + (finishing ? left : Math.min(left, mostInRound))),
        ],
        (iterate) =>
          options.observe?.({ ...iterate, iteration: done + iterate.iteration - inRun, rank, round, relativeGap }),
      ),
    );
    const iterations = result.iterations - inRun;
    done += iterations;
    left -= iterations;
    inRun = result.iterations;
    // Where f is flat to its last digits the lowest value is chance, and the last point the one nearest to stationary.
    const flat = result.value <= result.bestValue + FLAT * Math.abs(result.bestValue);
    const reached = await breathe(balanced(problem, flat ? result.last : result.best));
    const value = await breathe(reached.problem.at(reached.point).value());
    const certificate = await breathe(certifyRound(reached, { gap, seed: seed + round }));
    relativeGap = certificate.quantity;
    const common = {
      ...{ round, problem: reached.problem, point: reached.point, value, iterations, result, certificate },
      jumps: [],
    };
    const end = (rule: string, converged = false): Round => ({ ...common, stopped: { rule, converged } });

    if (certificate.verdict === "holds") return yield end(`gapBelow(${gap})`, true);
    if (!Number.isFinite(value)) return yield end("notFinite");
    if (expired()) return yield end(options.signal?.aborted ? "aborted" : "outOfTime");
    if (left <= 0) return yield end("afterIterations");
    const way = await breathe(exit.leave(reached.problem, reached.point, certificate));
    const out = "ways" in way ? way.ways[0] : undefined;
    const promise = out ? out.predictedFall / value : 0;
    if (promise < settled) return yield end(`settledBelow(${settled})`, true);
    if (out) {
      const { kind, predictedFall } = out;
      const columns = out.problem.parametrization.rank - reached.problem.parametrization.rank;
      const measuredFall = value - (await breathe(out.problem.at(out.start).value()));
      const jump = { kind, columns, predictedFall, measuredFall, descendedFall: Number.NaN, taken: true };
      yield { ...common, jumps: [jump] };
      problem = out.problem;
      run = descent(problem, solver, out.start);
      inRun = 0;
      finishing = false;
    } else {
      const finished = problem.regularizer.ridge > 0 ? FINISHED : LAST_TOLERANCE;
      if (rank >= highestRank && tolerance <= finished) return yield end(result.stopped.rule, true);
      if (tolerance <= LAST_TOLERANCE) return yield end("stalled");
      yield common;
      const slow: boolean = !finishing && iterations >= mostInRound;
      if (!slow) tolerance *= TIGHTENING;
      const finer = problem.precision === "float32" && tolerance < FLOAT32_TOLERANCE;
      // Columns that X no longer has are dropped: their noise would keep the steps from becoming small.
      if (finer || slow || reached.problem.parametrization.rank < rank) {
        problem = finer || slow ? reached.problem.with({ precision: "float64" }) : reached.problem;
        finishing ||= slow;
        run = descent(problem, finishing ? truncatedNewton() : solver, Float64Array.from(reached.point));
        inRun = 0;
      }
    }
  }
}

/** The certificate is evaluated in float64, from factors balanced there. */
function certifyRound(reached: Balanced<BlockProblem>, options: { gap: number; seed: number }): Steps<Certificate> {
  return reached.problem.precision === "float64"
    ? globallyOptimalAt(reached, options)
    : globallyOptimal(reached.problem, reached.point, options);
}
