import type { Certificate } from "../certificates/certificate.ts";
import { globallyOptimal, globallyOptimalAt } from "../certificates/globally-optimal.ts";
import { hasCurvature } from "../certificates/second-order.ts";
import type { Escape, WayOut } from "../escape/escape.ts";
import { level } from "../escape/level.ts";
import { mergeAndInsert } from "../escape/merge-and-insert.ts";
import { negativeCurvature } from "../escape/negative-curvature.ts";
import { rankIncrease } from "../escape/rank-increase.ts";
import { simulatedOracle } from "../escape/simulated-oracle.ts";
import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { type Balanced, balanced } from "../problem/balance.ts";
import { canBlockSolve, type Problem } from "../problem/problem.ts";
import type { Jump } from "../report/report.ts";
import { auto } from "../solvers/auto.ts";
import type { Iterate, Solver } from "../solvers/solver.ts";
import type { StoppingRule, StopReason } from "../solvers/stopping.ts";
import { breathe } from "./breathe.ts";
import { finishedDescent } from "./finished-descent.ts";
import type { Plan, Stretch } from "./plan.ts";
import { tighteningPlan } from "./tightening-plan.ts";
import { waysOut } from "./ways-out.ts";
import { wholePlan } from "./whole-plan.ts";

/** Leaving out columns may raise f by this share of it, or leave a residual of this share of y. */
const UNCHANGED = 1e-8;
const EXACT = 1e-10;

/** How a recovery goes and when it ends. */
export interface RoundsOptions<P extends Problem = Problem> {
  readonly start: Point;
  /**
   * Default: where there are exact solves over a factor, extrapolated alternating least squares, and Newton's method where a
   * round of that is slow; else the solver that the problem calls for.
   */
  readonly solver?: Solver<P>;
  /** How columns are added where the certificate shows them, below `highestRank`; default `rankIncrease`. */
  readonly growth?: Escape;
  /** The rank is never raised above this: the run then ends where the descent is finished. Without a ridge it is not raised. */
  readonly highestRank?: number;
  /**
   * How a finished descent is left where the rank may not grow, in the order tried; default `simulatedOracle`, which
   * needs no further certificate, then `negativeCurvature`; for nonnegative factors `mergeAndInsert`, then `level`.
   */
  readonly escapes?: readonly Escape[];
  /** The most points that are left by them; default 5. */
  readonly mostEscapes?: number;
  /** Certified where relativeGap ≤ gap. */
  readonly gap?: number;
  readonly seed?: number;
  /**
   * Ends before the certificate holds, where no escape promises to lower the objective by more than this share of it:
   * enough to predict by, not to certify. Default 0, never.
   */
  readonly settled?: number;
  /** The most iterations in all. */
  readonly mostIterations?: number;
  /** Further rules that finish a descent by a solver, for objectives that never become flat to their last digits. */
  readonly until?: readonly StoppingRule[];
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
  /** On the way from a jump that lay higher: taken only where it ends lower. */
  readonly trial: boolean;
}

/** One turn of descend → certify → escape. */
export interface Round<P extends Problem = Problem> {
  readonly round: number;
  /** The problem at this round's rank, and the balanced point reached in it. */
  readonly problem: P;
  readonly point: Point;
  readonly value: number;
  /** Iterations of this round's descent. */
  readonly iterations: number;
  /** Why this round's descent ended. */
  readonly descended: StopReason;
  readonly certificate: Certificate;
  /** Further certificates of the point, where escapes asked for them. */
  readonly further: readonly Certificate[];
  /** What was done about the certificate, in the order tried. */
  readonly jumps: readonly Jump[];
  /** Set on the last round: why the loop ended. */
  readonly stopped?: StopReason;
}

/**
 * The rounds of recovery: descend, certify, and where the certificate is open add the columns that its witness names; where
 * none stands out, descend further; where the descent is finished, leave the point by the escapes given.
 */
export async function* rounds<P extends Problem>(
  given: P,
  options: RoundsOptions<P>,
): AsyncGenerator<Round<P>, void, void> {
  const { highestRank = Number.POSITIVE_INFINITY, gap = 1e-6, seed = 0, settled = 0 } = options;
  const growth = options.growth ?? rankIncrease({ highestRank });
  const escapes = options.escapes ?? [
    simulatedOracle({ seed }),
    negativeCurvature(),
    mergeAndInsert(),
    level({ seed }),
  ];
  const expired = () => options.signal?.aborted === true || options.expired?.() === true;
  const solverOf = (problem: P) => options.solver ?? (auto(problem) as Solver<P>);
  const plan = planOf(given, options, highestRank, solverOf);
  const mayGrow = () => given.regularizer.ridge > 0 && growth.applies(given) && plan.rank() < highestRank;
  const { mostIterations = 5_000 } = options;
  let left = mostIterations;
  let exits = options.mostEscapes ?? 5;
  let done = 0;
  let relativeGap = Number.NaN;
  const seedOf = (round: number) => (seed + round) % Number.MAX_SAFE_INTEGER;
  for (let round = 1; ; round++) {
    const observe = (trial: boolean) => {
      const [before, rank] = [done, plan.rank()];
      return (it: Iterate) =>
        options.observe?.({ ...it, iteration: before + it.iteration, rank, round, relativeGap, trial });
    };
    const stretch = await plan.stretch({ left, expired, observe: observe(false) });
    done += stretch.iterations;
    left -= stretch.iterations;
    const reached = await breathe(withoutNegligible(stretch));
    const { problem, point } = reached;
    const value = await breathe(problem.at(point).value());
    const certificate = await breathe(certifyRound(reached, { gap, seed: seedOf(round) }));
    relativeGap = certificate.quantity;
    const { iterations, stopped: descended } = stretch;
    const common = { round, problem, point, value, iterations, descended, certificate, further: [] };
    const end = (rule: string, converged = false, jumps: readonly Jump[] = []): Round<P> => ({
      ...{ ...common, jumps },
      stopped: { rule, converged },
    });
    const timeUp = (jumps: readonly Jump[] = []) =>
      end(options.signal?.aborted ? "aborted" : "outOfTime", false, jumps);

    if (certificate.verdict === "holds") return yield end(`gapBelow(${gap})`, true);
    if (!Number.isFinite(value)) return yield end("notFinite");
    if (expired()) return yield timeUp();
    if (left <= 0) return yield end(`afterIterations(${mostIterations})`);
    const grown = mayGrow() ? await breathe(growth.leave(problem, point, certificate)) : undefined;
    const way = grown && "ways" in grown ? grown.ways[0] : undefined;
    if ((way ? way.predictedFall / value : 0) < settled) return yield end(`settledBelow(${settled})`, true);
    if (way) {
      yield { ...common, jumps: [await jumpAlong(way, problem, value)] };
      plan.from(way.problem, way.start);
      continue;
    }
    const finished = plan.further(reached, stretch);
    if (!finished) {
      yield { ...common, jumps: [] };
      continue;
    }
    if (mayGrow() || exits <= 0) return yield end(finished.rule, finished.converged);
    exits -= 1;
    const { jumps, certificates, taken } = await waysOut(
      { ...standpoint(reached, stretch), value, certificate },
      {
        ...{ escapes, gap, seed: seedOf(round) },
        expired: () => left <= 0 || expired(),
        async descend(from, until) {
          const options = { start: from.start, mostIterations: left, expired, observe: observe(true), until };
          const trial = await finishedDescent(from.problem, solverOf(from.problem), options);
          done += trial.iterations;
          left -= trial.iterations;
          return trial;
        },
      },
    );
    if (!taken) {
      const last = expired() ? timeUp(jumps) : end(finished.rule, finished.converged, jumps);
      return yield { ...last, further: certificates.slice(1) };
    }
    yield { ...common, jumps };
    plan.from(taken.problem, taken.start);
  }
}

/**
 * Where no solver is named, a problem with exact solves, or one whose rank is to grow by solves over a factor, is descended only as
 * far as each certificate needs.
 */
function planOf<P extends Problem>(
  problem: P,
  { start, solver, until }: RoundsOptions<P>,
  highestRank: number,
  solverOf: (problem: P) => Solver<P>,
): Plan<P> {
  const bySolves = problem.store.bound.factorSolve !== undefined || problem.regularizer.ridge > 0;
  if (solver === undefined && canBlockSolve(problem) && bySolves) {
    return tighteningPlan(problem, start, highestRank) as Plan<Problem> as Plan<P>;
  }
  return wholePlan(problem, start, {
    solverOf,
    until,
    newton: solver === undefined && problem.regularizer.ridge > 0 && hasCurvature(problem),
  });
}

/** The balanced point without columns that are small beside the largest, unless f rises where they are left out. */
function* withoutNegligible<P extends Problem>({ problem, point }: Stretch<P>): Steps<Balanced<P>> {
  const cut = yield* balanced(problem, point);
  if (cut.problem.parametrization.rank === problem.parametrization.rank) return cut;
  const before = yield* problem.at(point).value();
  const after = yield* cut.problem.at(cut.point).value();
  const fits = Math.sqrt(2 * after) <= EXACT * norm(problem.observed);
  return fits || !(after > (1 + UNCHANGED) * before) ? cut : yield* balanced(problem, point, 0);
}

/** The balanced point in float64, unless that has lost columns: those that are 0 are where a rank that is given may be left. */
function standpoint<P extends Problem>(
  reached: Balanced<P>,
  { problem, point }: Stretch<P>,
): { problem: P; point: Point } {
  const whole = reached.problem.parametrization.rank === problem.parametrization.rank;
  const at = whole ? reached : { problem, point };
  return { problem: at.problem.with({ precision: "float64" }) as P, point: Float64Array.from(at.point) };
}

/** What a way that falls at once brought. */
async function jumpAlong<P extends Problem>(way: WayOut<P>, from: P, value: number): Promise<Jump> {
  const { kind, predictedFall, problem, start } = way;
  const columns = problem.parametrization.rank - from.parametrization.rank;
  const measuredFall = value - (await breathe(problem.at(start).value()));
  return { kind, columns, predictedFall, measuredFall, taken: true };
}

/** The certificate is evaluated in float64, from factors balanced there. */
function certifyRound(reached: Balanced, options: { gap: number; seed: number }): Steps<Certificate> {
  return reached.problem.precision === "float64"
    ? globallyOptimalAt(reached, options)
    : globallyOptimal(reached.problem, reached.point, options);
}
