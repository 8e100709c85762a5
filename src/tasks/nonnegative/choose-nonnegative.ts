import { lanczosBidiagonalization } from "../../linalg/lanczos.ts";
import { random } from "../../linalg/random.ts";
import type { Point } from "../../parametrizations/parametrization.ts";
import type { Problem } from "../../problem/problem.ts";
import { breathe } from "../../recover/breathe.ts";
import { finishedDescent } from "../../recover/finished-descent.ts";
import type { Iterate } from "../../solvers/solver.ts";
import { flatFor } from "../../solvers/stopping.ts";
import { type Entries, split } from "../entries.ts";
import type { NonnegativeLoss } from "../factoring.ts";
import { solverFor } from "../solver-choice.ts";
import { nonnegativeLosses } from "./nonnegative-losses.ts";
import { nonnegativeOnEntries, nonnegativePenalty } from "./nonnegative-problem.ts";
import { nonnegativeStarts } from "./starts.ts";

/** What is to be chosen: a rank, a ridge, or both; what is given stays. */
export interface NonnegativeChoiceRequest {
  readonly entries: Entries;
  readonly rank: number | undefined;
  readonly ridge: number | undefined;
  readonly highestRank: number;
  readonly loss: NonnegativeLoss;
  readonly l1: number;
  readonly seed: number;
  readonly expired: () => boolean;
  readonly observe: (iterate: Iterate, rank: number) => void;
}

/** A rank and a ridge that were tried, with the error on the entries set aside. */
export interface Tried {
  readonly rank: number;
  readonly ridge: number;
  /** Root mean square error; of counts, that of their square roots, whose noise is alike in all of them. */
  readonly validationRmse: number;
}

/** What was chosen, and all that was tried. */
export interface NonnegativeChoice {
  readonly rank: number;
  readonly ridge: number;
  readonly path: readonly Tried[];
}

const VALIDATION_SHARE = 0.1;
/** Few entries make one tenth a noisy judge: below this many, three tenths are averaged. */
const ONE_FOLD_FROM = 50_000;
const FOLDS = 3;
/** Each rank is about so many times the one before; each ridge this share of the one before. */
const GROWTH = 1.5;
const RATIO = 0.5;
/** The first ridge as a share of the one that would leave nothing, and the last. */
const FIRST = 0.25;
const LAST = 1e-4;
/** Where the next rank begins: so many ridges above the best one. */
const BACK = 2;
/** An error lower by a smaller share than this is none, or a rank that no ridge helps would lead to the last one. */
const NOTICEABLE = 1e-3;
/** What a larger rank must lower the error by, as a share of it. */
const PARSIMONY = 0.01;
/** The search ends after so many in turn without a better one. */
const PATIENCE = 2;
/** What a validation error needs of a fit. */
const SETTLED = flatFor(10, 1e-5);
const MOST_ITERATIONS = 300;

/** One validation tenth: a fit of the rest, and what judges it. */
interface Fold {
  readonly problem: Problem;
  readonly aside: Entries;
}

/**
 * Chooses rank and ridge on entries set aside at random (Wold's holdouts): ranks 1, 2, 3, 5, 8, …, then those between the best and
 * its neighbours; at each rank ridges downwards, each fit starting from the last. Of ranks within 1 % of each other the smaller is taken.
 *
 * @see Wold 1978, doi:10.1080/00401706.1978.10489693; Lin & Boutros 2020, doi:10.1186/s12859-019-3312-5
 */
export async function chooseNonnegative(request: NonnegativeChoiceRequest): Promise<NonnegativeChoice> {
  const { entries, seed, loss, l1, expired } = request;
  const folds = Array.from({ length: entries.values.length < ONE_FOLD_FROM ? FOLDS : 1 }, (_, k): Fold => {
    const { kept, aside } = split(entries, VALIDATION_SHARE, seed, `validation ${k}`);
    return { problem: nonnegativeOnEntries(kept, { rank: 1, loss, ridge: 0, l1, precision: "float64" }), aside };
  }).filter(({ aside }) => aside.values.length > 0);
  const top = request.ridge ?? FIRST * (await breathe(largestRidge(entries, seed)));
  if (folds.length === 0) return { rank: request.rank ?? 1, ridge: top, path: [] };

  const path: Tried[] = [];
  let best: Tried | undefined;
  const tryRank = async (rank: number): Promise<void> => {
    const points: (Point | undefined)[] = folds.map(() => undefined);
    const from = best && request.ridge === undefined ? Math.min(top, best.ridge / RATIO ** BACK) : top;
    let lowest = Number.POSITIVE_INFINITY;
    for (let ridge = from, worse = 0; worse < PATIENCE; ridge *= RATIO) {
      let squares = 0;
      for (const [k, { problem, aside }] of folds.entries()) {
        const at = problem.with({ rank, regularizer: nonnegativePenalty(ridge, l1) });
        points[k] = await fitted(at, points[k], request);
        squares += errorOf(at, points[k], aside, loss) ** 2;
      }
      const tried = { rank, ridge, validationRmse: Math.sqrt(squares / folds.length) };
      path.push(tried);
      if (!best || isBetter(tried, best)) best = tried;
      worse = tried.validationRmse < (1 - NOTICEABLE) * lowest ? 0 : worse + 1;
      lowest = Math.min(lowest, tried.validationRmse);
      if (request.ridge !== undefined || ridge < LAST * top || expired()) return;
    }
  };
  if (request.rank !== undefined) await tryRank(request.rank);
  else {
    const tried = new Set<number>();
    const once = async (rank: number) => {
      tried.add(rank);
      await tryRank(rank);
      return best?.rank === rank;
    };
    for (let rank = 1, worse = 0; worse < PATIENCE && rank <= request.highestRank && !expired(); ) {
      worse = (await once(rank)) ? 0 : worse + 1;
      rank = rank < request.highestRank ? Math.min(request.highestRank, Math.ceil(GROWTH * rank)) : rank + 1;
    }
    for (let rank = between(tried, best); rank !== undefined && !expired(); rank = between(tried, best))
      await once(rank);
  }
  if (!best) throw new Error("bug: no rank was tried");
  return { rank: best.rank, ridge: best.ridge, path };
}

/** A part more must pay: a larger rank is better where its error is noticeably lower, a smaller one where it is not noticeably higher. */
function isBetter(tried: Tried, best: Tried): boolean {
  const allowance = tried.rank > best.rank ? 1 - PARSIMONY : tried.rank < best.rank ? 1 / (1 - PARSIMONY) : 1;
  return tried.validationRmse < allowance * best.validationRmse;
}

/** A rank not yet tried half-way between the best one and a neighbour; none where both neighbours are next to it. */
function between(tried: ReadonlySet<number>, best: Tried | undefined): number | undefined {
  if (!best) return undefined;
  const below = Math.max(0, ...[...tried].filter((rank) => rank < best.rank));
  const above = Math.min(...[...tried].filter((rank) => rank > best.rank));
  if (Number.isFinite(above) && above - best.rank > 1) return Math.floor((above + best.rank) / 2);
  return below > 0 && best.rank - below > 1 ? Math.ceil((below + best.rank) / 2) : undefined;
}

async function fitted(
  problem: Problem,
  from: Point | undefined,
  { seed, loss, expired, observe }: NonnegativeChoiceRequest,
): Promise<Point> {
  const { rank } = problem.parametrization;
  const [first] = nonnegativeStarts(problem, { start: "auto", seed, restarts: 0 });
  const start = from ?? (await breathe(first.make()));
  const options = { start, mostIterations: MOST_ITERATIONS, expired, until: [SETTLED] };
  const { point } = await finishedDescent(problem, solverFor(problem, nonnegativeLosses[loss].rough).solver, {
    ...options,
    observe: (iterate) => observe(iterate, rank),
  });
  return point;
}

/** The ridge that would leave nothing: ‖𝒜*(y)‖₂. */
function* largestRidge(entries: Entries, seed: number) {
  const terms = { rank: 1, loss: "leastSquares", ridge: 0, l1: 0, precision: "float64" } as const;
  const { store, observed } = nonnegativeOnEntries(entries, terms);
  const map = yield* store.bound.backProjection(observed);
  const { singularValues } = (yield* lanczosBidiagonalization(map, {
    random: random(seed).fork("largest ridge"),
    stop: ({ steps }) => steps >= STEPS,
  })).triples(1);
  return singularValues[0] || 1;
}

/** Lanczos steps: the norm is needed to a digit. */
const STEPS = 20;

function errorOf(problem: Problem, point: Point, aside: Entries, loss: NonnegativeLoss): number {
  const { left, right, rank } = problem.parametrization.parts(point);
  const { rows, columns, values } = aside;
  const { stabilized } = nonnegativeLosses[loss];
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    let x = 0;
    for (let c = 0; c < rank; c++) x += left[rows[k] * rank + c] * right[columns[k] * rank + c];
    squares += (stabilized(x) - stabilized(values[k])) ** 2;
  }
  return Math.sqrt(squares / values.length);
}
