import { type Certificate, type Claim, type ClaimOptions, certificates } from "../certificates/index.ts";
import type { Steps } from "../kernels/steps.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { balanced } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { Inspection } from "../report/inspection.ts";
import { exitsOf } from "./exits-of.ts";
import { inspectionWords } from "./inspection-words.ts";
import { singularValuesAt } from "./singular-values-at.ts";

/** How a point is inspected. */
export interface InspectOptions extends ClaimOptions {
  /** The claims asked about, by their names in the catalogue; default: every one that applies. */
  readonly claims?: readonly string[];
  /**
   * Inspect the same matrix from balanced factors, columns of no size left out: what factors made elsewhere call for. The
   * point as it is where absent.
   */
  readonly balance?: boolean;
  /** Aborted: what was found until then is returned, and `notComputed` names the rest. */
  readonly signal?: AbortSignal;
  /** Called again and again; `claim` is what is being looked at, the `done`-th of `total`. */
  readonly observe?: (progress: InspectProgress) => void;
}

/** Where an inspection stands. */
export interface InspectProgress {
  readonly claim: string;
  readonly done: number;
  readonly total: number;
}

/** Singular values of X above this share of the largest count towards its rank. */
const NEGLIGIBLE = 1e-6;

/**
 * All that is known of a point of any problem: every certificate of the catalogue that applies, the ways out that the
 * escapes find where one does not hold, and what it means in plain words.
 *
 * @throws RangeError or TypeError naming the argument where the point or an option is of no use; a point that is not finite
 * is told by the verdicts.
 */
export async function inspect(problem: Problem, point: Point, options: InspectOptions = {}): Promise<Inspection> {
  const asked = askedOf(problem, point, options);
  const { seed = 0, gap, signal, observe } = options;
  const exact = problem.with({ precision: "float64" });
  const given = { problem: exact, point: Float64Array.from(point) };
  const { problem: on, point: at } = options.balance ? await breathe(withoutEmptyColumns(given)) : given;
  const applicable = asked.filter(([, { applies }]) => applies(on));

  const found: Certificate[] = [];
  const total = applicable.length;
  const watched = <T>(claim: string, steps: Steps<T>) =>
    breathe(unlessAborted(steps, signal, () => observe?.({ claim, done: found.length, total })));
  for (const [claim, { certify }] of applicable) {
    const certificate = await watched(claim, certify(on, at, { seed, ...(gap !== undefined && { gap }) }));
    if (certificate === undefined) break;
    found.push(certificate);
  }

  const evaluation = on.at(at);
  const objective = await breathe(evaluation.value());
  const misfit = await breathe(evaluation.loss());
  const singularValues = await breathe(singularValuesAt(on, at));
  const ways = Number.isFinite(objective)
    ? await exitsOf({ problem: on, point: at, objective }, found, watched)
    : { exits: [], noExits: [] };
  const optimality = found.find(({ claim }) => claim === "globallyOptimal");
  const { parametrization, regularizer, operator } = on;
  return withWords({
    kind: [...found].reverse().find(({ kind }) => kind)?.kind ?? null,
    verdict: optimality?.verdict ?? "undecided",
    certified: optimality?.verdict === "holds",
    rows: operator.rows,
    columns: operator.columns,
    measurements: operator.measurements,
    loss: on.loss.name,
    regularizer: regularizer.name,
    parametrization: parametrization.name,
    hull: parametrization.hull,
    ridge: regularizer.ridge,
    objective,
    misfit,
    penalty: objective - misfit,
    gradientNorm: norm(await breathe(evaluation.gradient())),
    residual: on.loss.quadratic ? Math.sqrt(2 * misfit) / (norm(on.observed) || 1) : Number.NaN,
    rank: parametrization.rank,
    omittedColumns: problem.parametrization.rank - parametrization.rank,
    numericalRank: singularValues?.filter((sigma) => sigma > NEGLIGIBLE * singularValues[0]).length ?? Number.NaN,
    singularValues: singularValues ?? [],
    certificates: found,
    notApplicable: asked.filter((line) => !applicable.includes(line)).map(([claim]) => claim),
    notComputed: applicable.slice(found.length).map(([claim]) => claim),
    ...ways,
    seed,
  });
}

function withWords(facts: Omit<Inspection, "headline" | "sentences" | "next">): Inspection {
  return { ...inspectionWords(facts), ...facts };
}

/** The same matrix from balanced factors; factors of nothing but zeros stay, for they tell more than none. */
function* withoutEmptyColumns({ problem, point }: Placed): Steps<Placed> {
  const reached = yield* balanced(problem, point);
  return reached.problem.parametrization.rank > 0 ? reached : { problem, point };
}

/** A point of a problem. */
interface Placed {
  readonly problem: Problem;
  readonly point: Point;
}

/** The lines of the catalogue that are asked about, once the arguments are right. */
function askedOf(problem: Problem, point: Point, { claims, gap = 0.5, seed = 0 }: InspectOptions): [string, Claim][] {
  const length = problem.parametrization.dimension;
  if (point.length !== length) throw new RangeError(`point: expected ${length} numbers; got ${point.length}`);
  if (!(gap > 0 && gap < 1)) throw new RangeError(`gap: expected a number above 0 and below 1; got ${gap}`);
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`seed: expected a whole number, 0 or more; got ${seed}`);
  }
  const lines: [string, Claim][] = Object.entries(certificates);
  const names = lines.map(([name]) => name);
  const unknown = claims?.find((claim) => !names.includes(claim));
  if (unknown !== undefined) throw new RangeError(`claims: expected some of ${names.join(", ")}; got ${unknown}`);
  return lines.filter(([name]) => claims?.includes(name) ?? true);
}

/** Work that ends with nothing where the signal is aborted. */
function* unlessAborted<T>(
  steps: Steps<T>,
  signal: AbortSignal | undefined,
  pausing: () => void,
): Steps<T | undefined> {
  for (;;) {
    if (signal?.aborted) return undefined;
    pausing();
    const step = steps.next();
    if (step.done) return step.value;
    yield;
  }
}
