import type { Steps } from "../kernels/steps.ts";
import { type KnownOnRay, type Ray, type RayMinimum, ray } from "../landscape/line/ray.ts";
import { columnGram, columnOf, setColumn } from "../landscape/oracle/columns.ts";
import { type MultiStepOptions, multiStep } from "../landscape/oracle/multi-step.ts";
import type { OracleDirection } from "../landscape/oracle/oracle-direction.ts";
import type { Matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";

/** A start, and f there as its line tells it. */
export interface OracleWay {
  readonly kind: string;
  readonly start: Float64Array;
  readonly value: number;
}

/** Singular values of E X below this share of its largest: descent from there would stay at a lower rank. */
const COLLAPSED = 1e-6;

/** The smallest columns that the further eigenvectors are put in the place of, and how many of the lowest such starts are kept. */
const FURTHER_COLUMNS = 2;
const KEPT = 4;

/** Every candidate of the simulated oracle direction; see `simulatedOracle`. */
export function* oracleWays(oracle: OracleDirection, options?: MultiStepOptions): Steps<OracleWay[]> {
  const { problem, point, u, column } = oracle;
  const { parametrization } = problem;
  const { rank } = parametrization;
  const full = column ? column.index + 1 : 0;
  const inColumn = (k: number, by: Float64Array) =>
    setColumn(parametrization, new Float64Array(parametrization.dimension), k, by);
  const ways: OracleWay[] = [];
  const add = (kind: string, base: Float64Array, direction: Float64Array, length: number, value: number, to = ways) => {
    if (length !== 0 && Number.isFinite(value)) to.push({ kind, start: moved(base, direction, length), value });
  };
  /** Where every line below begins its direction meets only columns that are 0: nothing moves at first. */
  const first = new Float64Array(problem.observed.length);
  /** At the least point of a line; where that is its base, at the length that is usual there. */
  const least = function* (
    kind: string,
    base: Float64Array,
    direction: Float64Array,
    usual: number,
    known: KnownOnRay = {},
    to = ways,
  ): Steps<Ray> {
    const line = yield* ray(problem, base, direction, { ...known, first });
    const length = (yield* line.least()).length || usual;
    add(kind, base, direction, length, line.value(length), to);
    return line;
  };

  if (full < rank) yield* least("empty column", point, inColumn(full, u), 0, column?.line);
  if (!column) return ways;
  const away = elsewhere(yield* column.line.minima(), column.line);
  if (away) add("line", point, column.direction, away.length, away.value);
  const nothing = new Float64Array(u.length);
  let oracleRay: Ray | undefined;
  const furtherImages: Float64Array[] = [];
  const furtherWays: OracleWay[] = [];
  for (let k = full - 1; k >= 0; k--) {
    const without = setColumn(parametrization, point.slice(), k, nothing);
    const usual = norm(columnOf(parametrization, point, k));
    const { second } = column.line;
    const line = yield* least(rank === 1 ? "ray" : "swap", without, inColumn(k, u), usual, { second });
    if (rank === 1) oracleRay = line;
    for (const [which, other] of k >= full - FURTHER_COLUMNS ? oracle.further.entries() : []) {
      const image = furtherImages[which];
      const known = { prediction: line.prediction, ...(image && { second: image }) };
      furtherImages[which] = (yield* least(
        "further swap",
        without,
        inColumn(k, other),
        usual,
        known,
        furtherWays,
      )).second;
    }
  }
  ways.push(...furtherWays.sort((a, b) => a.value - b.value).slice(0, KEPT));
  const zero = point.slice();
  parametrization.parts(zero).left.fill(0);
  parametrization.parts(zero).right.fill(0);
  const grams = [point, column.invisible].map((at) => columnGram(parametrization, at));
  const [size, invisible] = grams.map(lengthOf);
  const invisibleRay = fullRank(grams[1])
    ? yield* least("invisible ray", zero, column.invisible, size / invisible)
    : undefined;
  if (!options) return ways;

  const jump = multiStep({ lambda: oracle.lambda, sigma: column.sigma, point: size, invisible }, options);
  const { dominant, invisibleLength, oracleLength } = jump;
  const [line, along, length] =
    dominant === "invisible"
      ? [invisibleRay, column.invisible, invisibleLength]
      : [dominant === "none" ? undefined : oracleRay, column.direction, oracleLength];
  if (line) add("multi-step", zero, along, length, line.value(length));
  return ways;
}

/** The lowest minimum that a descent along the line from length 0 would not come to by itself. */
function elsewhere(minima: readonly RayMinimum[], { coefficients: [, slope, bend] }: Ray): RayMinimum | undefined {
  const downhill = minima.filter(({ length }) => length * slope <= 0).map(({ length }) => Math.abs(length));
  const nearest = bend > 0 ? Math.min(...downhill) : 0;
  return minima.find(({ length }) => length * slope > 0 || Math.abs(length) > nearest);
}

function moved(base: Float64Array, direction: Float64Array, length: number): Float64Array {
  return base.map((x, k) => x + length * direction[k]);
}

/** ‖W‖, from its Gram matrix. */
function lengthOf({ rows, data }: Matrix): number {
  let trace = 0;
  for (let c = 0; c < rows; c++) trace += data[c * rows + c];
  return Math.sqrt(trace);
}

/** Are the columns of W independent, and not 0. */
function fullRank(gram: Matrix): boolean {
  if (!gram.data.every(Number.isFinite)) return false;
  const { values } = symmetricEigen(gram);
  return values[0] > COLLAPSED ** 2 * values[values.length - 1] && values[0] > 0;
}
