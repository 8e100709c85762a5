import type { Certificate } from "../certificates/certificate.ts";
import { globallyOptimal } from "../certificates/globally-optimal.ts";
import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { balanced } from "../problem/balance.ts";
import { canBlockSolve, type Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { RoundSummary } from "../report/report.ts";
import type { SolverRun } from "../report/run-report.ts";
import type { StopReason } from "../solvers/stopping.ts";
import { recoveredRun } from "./recovered-run.ts";
import type { RunClock } from "./run-clock.ts";
import type { RunSettings } from "./run-settings.ts";
import { type NamedRun, type RunOutcome, runSolver } from "./run-solver.ts";
import { startOf } from "./run-start.ts";
import type { RunProgress } from "./sensing.ts";
import { type NamedSolver, solverFor } from "./solver-choice.ts";

/** What the delivered run reached, with the runs compared with it. */
export interface Descended {
  /** In float64, the factors balanced. */
  readonly problem: Problem;
  readonly point: Point;
  readonly singularValues: readonly number[];
  readonly objective: number;
  /** y − 𝒜(X). */
  readonly residual: Float64Array;
  /** Of global optimality. */
  readonly certificate: Certificate;
  readonly stopped: StopReason;
  readonly rounds: readonly RoundSummary[];
  /** Certificates of the point beside that of global optimality, where the run asked for them. */
  readonly further: readonly Certificate[];
  /** The delivered run first. */
  readonly runs: readonly SolverRun[];
}

/** Columns of X below this share of σ₁ are rounding. */
const NEGLIGIBLE = 1e-12;

/** What a task does in its own way. */
export interface DescentParts {
  /** The certificate that decides; default global optimality. */
  readonly certify?: (problem: Problem, point: Point) => Steps<Certificate>;
  /** Where runs start; default as the settings say. */
  readonly start?: (problem: Problem) => Steps<Point>;
  /** The delivered run, where it is none of the catalogue's solvers, and further ones that it was chosen from. */
  readonly main?: (problem: Problem) => Promise<readonly [NamedRun, ...NamedRun[]]>;
}

/**
 * The delivered run and those compared with it, one after the other on one memory. Without a
 * rank the columns grow; where one is given, a point that is not certified is left as far as escapes find a way.
 */
export async function descend(
  problem: Problem,
  settings: RunSettings,
  clock: RunClock,
  observe: ((progress: RunProgress) => void) | undefined,
  parts: DescentParts = {},
): Promise<Descended> {
  const { gap, seed } = settings;
  const certify = parts.certify ?? ((at, point) => globallyOptimal(at, point, { gap, seed }));
  const shared = { clock, mostIterations: settings.mostIterations, observe };
  const fromStart = async (at: Problem) => breathe(parts.start?.(at) ?? startOf(at, settings));
  const recovers = settings.ridge > 0 && settings.solver === "auto" && canBlockSolve(problem);
  // Names are checked before the first run, however long that takes.
  const named = parts.main || recovers ? undefined : solverFor(problem, settings.solver);
  const rivals = settings.compare
    .map((name) => solverFor(problem, name, "compare"))
    .filter(({ name }) => name !== named?.name);

  const single = async (at: Problem, by: NamedSolver): Promise<NamedRun> => ({
    ...(await runSolver(at, by, { ...shared, start: await fromStart(at) })),
    rounds: [],
    further: [],
    name: by.name,
  });
  const grows = settings.rank === undefined;
  const [main, ...others] = parts.main
    ? await parts.main(problem)
    : [await recoveredRun(problem, grows ? problem.point() : await fromStart(problem), settings, named, shared)];
  const { rank } = main.problem.parametrization;
  const delivered = await reached(main, certify);
  const runs = [delivered.run(main.name)];
  for (const other of others) runs.push((await reached(other, certify)).run(other.name));
  for (const rival of rivals) {
    runs.push((await reached(await single(problem.with({ rank }), rival), certify)).run(rival.name));
  }
  const { run: _, ...rest } = delivered;
  return { ...rest, rounds: main.rounds, further: main.further, runs };
}

/** What is known at the end of a run: the balanced point, its certificate, its residual. */
async function reached(outcome: RunOutcome, certify: NonNullable<DescentParts["certify"]>) {
  const exact = outcome.problem.with({ precision: "float64" });
  const { problem, point, svd } = await breathe(balanced(exact, Float64Array.from(outcome.point), NEGLIGIBLE));
  const certificate = await breathe(certify(problem, point));
  const evaluation = problem.at(point);
  const objective = await breathe(evaluation.value());
  const residual = await breathe(evaluation.negativeDerivative());
  const { stopped, iterations, applications, seconds, trace } = outcome;
  return {
    problem,
    point,
    singularValues: Array.from(svd.singularValues),
    objective,
    residual,
    certificate,
    stopped,
    run: (solver: string): SolverRun => ({
      solver,
      rank: problem.parametrization.rank,
      iterations,
      applications,
      seconds,
      objective,
      residual: norm(residual) / (norm(problem.observed) || 1),
      verdict: certificate.verdict,
      stopped,
      trace,
    }),
  };
}
