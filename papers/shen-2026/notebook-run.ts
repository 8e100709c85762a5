import {
  type EscapeFeasibility,
  escapeFeasibility,
  type LiftedComponent,
  liftedCurvature,
  liftedObjective,
  liftedSurrogate,
  type MultiStep,
  multiStep,
  numberOf,
  oracleDirection,
  type Point,
  type Problem,
  type Steps,
  signedLog,
  simulatedOracle,
} from "../../src/index.ts";
import { type TraceRow, traced } from "./descent.ts";
import { leave } from "./leave.ts";
import type { Notebook } from "./notebooks.ts";

/** A point, and where it stands. */
export interface Standing {
  readonly point: Point;
  readonly value: number;
  readonly gradientNorm: number;
  /** ‖x xᵀ − z zᵀ‖. */
  readonly distance: number;
}

/** What the lifted objective, or its surrogate, is at the stalled point, at a + ρb, at the end of the steps, and at the longest part alone. */
export interface LiftedValues {
  readonly stalled: number;
  readonly started: number;
  readonly stepped: number;
  readonly oracle: number;
  readonly invisible: number;
}

/** A notebook, run again. */
export interface NotebookRun {
  readonly notebook: Notebook;
  readonly lambda: number;
  readonly sigma: number;
  readonly feasibility: EscapeFeasibility;
  /** The same at the spurious point itself. */
  readonly feasibilityThere: EscapeFeasibility;
  readonly step: MultiStep;
  readonly lifted: LiftedValues;
  readonly surrogate: LiftedValues;
  /** The curvature of the lifted objective along the oracle direction by order, and the least order from which on it is negative. */
  readonly curvature: (order: number) => number;
  readonly requiredOrder: number | undefined;
  /** Where descent stalled, where the paper's jump led, and where descent ended from there. */
  readonly stalled: Standing;
  readonly jumped: Standing;
  readonly ended: Standing;
  /** The same from the lowest point of any ray or line. */
  readonly way: string;
  readonly rayJumped: Standing;
  readonly rayEnded: Standing;
  readonly rows: readonly TraceRow[];
  readonly rayRows: readonly TraceRow[];
}

/** Descends, jumps as the notebook does and as the ray minimiser does, and descends again. */
export function* notebookRun(notebook: Notebook): Steps<NotebookRun> {
  const { stepSize, before, after, jump, isometry } = notebook;
  const { problem, truth } = notebook.instance;
  const at = (point: Point) => standing(problem, truth, point);
  const first = yield* traced(problem, Float64Array.from(notebook.start), { stepSize, iterations: before });
  const stalled = yield* at(first.point);

  const oracle = yield* oracleDirection(problem, stalled.point);
  const { lambda, column } = oracle;
  if (!column) throw new Error("bug: descent stalled at 0");
  const { sigma, direction, invisible } = column;
  const step = multiStep({ lambda, sigma, point: norm(stalled.point), invisible: norm(invisible) }, jump);
  const collapsed =
    step.dominant === "oracle"
      ? direction.map((x) => step.oracleLength * x)
      : invisible.map((x) => step.invisibleLength * x);
  const jumped = yield* at(collapsed);
  const second = yield* traced(problem, collapsed, { stepSize, iterations: after, first: before });

  const [lowest] = yield* leave(problem, stalled.point, simulatedOracle());
  const third = yield* traced(problem, lowest.start, { stepSize, iterations: after, first: before });

  const values = function* (of: typeof liftedObjective, sign: 1 | -1): Steps<LiftedValues> {
    const [along, into] = [direction, invisible].map((list) => list.map((x) => sign * x));
    const a = { weight: signedLog(1), point: oracle.point };
    const start = { weight: signedLog(jump.scale), point: along };
    const b = { weight: { sign: 1, log: step.logBeta }, point: along } as const;
    const c = { weight: { sign: -1, log: step.logGamma }, point: into } as const;
    const number = function* (...list: readonly LiftedComponent[]): Steps<number> {
      return numberOf(yield* of(problem, list, jump.order));
    };
    return {
      stalled: yield* number(a),
      started: yield* number(a, start),
      stepped: yield* number(a, b, c),
      oracle: yield* number(b),
      invisible: yield* number(c),
    };
  };
  // Of the two signs that u may have, the paper's numbers belong to the one that the first step lowers.
  const surrogates = [yield* values(liftedSurrogate, 1), yield* values(liftedSurrogate, -1)];
  const surrogate = surrogates[0].started < surrogates[1].started ? surrogates[0] : surrogates[1];
  const curvature = yield* liftedCurvature(oracle);
  return {
    ...{ notebook, lambda, sigma, step, stalled, jumped, surrogate },
    feasibility: escapeFeasibility(oracle, isometry),
    feasibilityThere: escapeFeasibility(yield* oracleDirection(problem, notebook.instance.spurious[0]), isometry),
    lifted: yield* values(liftedObjective, 1),
    curvature(order) {
      return numberOf(curvature.at(order));
    },
    requiredOrder: curvature.requiredOrder,
    ended: yield* at(second.point),
    way: lowest.kind,
    rayJumped: yield* at(lowest.start),
    rayEnded: yield* at(third.point),
    rows: [...first.rows, ...second.rows],
    rayRows: third.rows,
  };
}

/** Where a point stands. */
function* standing(problem: Problem, truth: Point, point: Point): Steps<Standing> {
  const evaluation = problem.at(point);
  return {
    point,
    value: yield* evaluation.value(),
    gradientNorm: norm(yield* evaluation.gradient()),
    distance: norm(Array.from(point, (xi, i) => Array.from(point, (xj, j) => xi * xj - truth[i] * truth[j])).flat()),
  };
}

const norm = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));
