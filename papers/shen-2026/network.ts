import {
  afterIterations,
  type BlockProblem,
  fixedStep,
  gradientDescent,
  type Matrix,
  matrix,
  oracleDirection,
  type Point,
  perturbation,
  quadraticNetwork,
  randomStart,
  type Steps,
  simulatedOracle,
  solve,
  when,
} from "../../src/index.ts";
import type { TraceRow } from "./descent.ts";
import { FLOWERS, TRAINED_ON } from "./iris.ts";
import { leave } from "./leave.ts";

/** Iterations in all with the escape, and of the others; and the start's seed. */
export interface NetworkOptions {
  readonly iterations: number;
  readonly alone: number;
  readonly seed: number;
}

/** A network of two squared neurons trained to tell versicolor (0) from virginica (1). */
export interface NetworkRun {
  /** Where descent stalled: its iteration, loss, λ, and the smaller singular value of the factor. */
  readonly stalled: number;
  readonly plateau: number;
  readonly lambda: number;
  readonly leastSingular: number;
  /** The way that was taken, and the loss where it led. */
  readonly kind: string;
  readonly jumped: number;
  /** Losses at the end, on the flowers trained on and on the others, of descent alone and of descent with the escape. */
  readonly descent: Losses;
  readonly oracle: Losses;
  readonly perturbed: Losses;
  readonly rows: Readonly<Record<"descent" | "oracle" | "perturbed", readonly TraceRow[]>>;
}

/** Half the mean square errors. */
export interface Losses {
  readonly train: number;
  readonly test: number;
}

const RANK = 2;
const SCALE = 1e-8;
const STEP = 0.01;
/** The authors' rule for a stall: a relative fall below FLAT over WINDOW iterations, from EARLIEST on. */
const FLAT = 1e-7;
const WINDOW = 200;
const EARLIEST = 500;
/** Every so many iterations are drawn. */
const EVERY = 20;

/** Trains from one start to a stall, and on from there: as before, from the oracle's way, and from a small random step. */
export function* networkRun({ iterations, alone: least, seed }: NetworkOptions): Steps<NetworkRun> {
  const { train, test } = halves();
  const losses = function* (point: Point): Steps<Losses> {
    return { train: yield* train.at(point).value(), test: yield* test.at(point).value() };
  };
  const start = randomStart(train, { scale: SCALE, seed });
  const first = yield* trained(train, start, { from: 0, to: iterations, untilStall: true });
  const { lambda, column } = yield* oracleDirection(train, first.point);
  const plateau = yield* train.at(first.point).value();
  const [way] = yield* leave(train, first.point, simulatedOracle());
  const left = { from: first.iterations, to: least, untilStall: false };
  const alone = yield* trained(train, first.point, left);
  const second = yield* trained(train, way.start, { ...left, to: iterations });
  const [shaken] = yield* leave(train, first.point, perturbation({ seed }));
  const third = yield* trained(train, shaken.start, left);
  return {
    stalled: first.iterations,
    ...{ plateau, lambda, kind: way.kind },
    leastSingular: column && column.index === RANK - 1 ? column.sigma : 0,
    jumped: yield* train.at(way.start).value(),
    descent: yield* losses(alone.point),
    oracle: yield* losses(second.point),
    perturbed: yield* losses(third.point),
    rows: {
      descent: [...first.rows, ...alone.rows],
      oracle: [...first.rows, ...second.rows],
      perturbed: [...first.rows, ...third.rows],
    },
  };
}

/** Gradient descent to the last iteration, or to where it stalls. */
function* trained(
  problem: BlockProblem,
  start: Point,
  { from, to, untilStall }: { from: number; to: number; untilStall: boolean },
): Steps<{ point: Point; iterations: number; rows: TraceRow[] }> {
  const rows: [number, number][] = [[from, yield* problem.at(start).value()]];
  const recent: number[] = [];
  let stalls = false;
  const { last, iterations } = yield* solve(problem, gradientDescent({ step: fixedStep(STEP) }), {
    start,
    stop: [when("stalled", () => untilStall && stalls), afterIterations(to - from)],
    observe({ iteration, value }) {
      if (iteration % EVERY === 0) rows.push([from + iteration, value]);
      recent.push(value);
      const before = recent.length > WINDOW ? recent.shift()! : Number.POSITIVE_INFINITY;
      stalls = iteration >= EARLIEST && before - value < FLAT * before;
    },
  });
  return { point: last, iterations, rows };
}

/** The two halves of the flowers, standardised by what is trained on, a column of ones beside. */
function halves(): { train: BlockProblem; test: BlockProblem } {
  const trainedOn: readonly number[] = TRAINED_ON;
  const rest = FLOWERS.map((_, k) => k).filter((k) => !trainedOn.includes(k));
  const columns = FLOWERS[0].map((_, c) => {
    const values = trainedOn.map((k) => FLOWERS[k][c]);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) };
  });
  const inputs = (list: readonly number[]): Matrix =>
    matrix(
      list.length,
      columns.length + 1,
      Float64Array.from(
        list.flatMap((k) => [...columns.map(({ mean, deviation }, c) => (FLOWERS[k][c] - mean) / deviation), 1]),
      ),
    );
  const problem = (list: readonly number[]) =>
    quadraticNetwork({ inputs: inputs(list), targets: list.map((k) => (k < 50 ? 0 : 1)), rank: RANK });
  return { train: problem(trainedOn), test: problem(rest) };
}
