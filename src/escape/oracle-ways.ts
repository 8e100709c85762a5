import type { Steps } from "../kernels/steps.ts";
import { columnGram, setColumn } from "../landscape/columns.ts";
import { type MultiStepOptions, multiStep } from "../landscape/multi-step.ts";
import type { OracleDirection } from "../landscape/oracle-direction.ts";
import { type Ray, type RayMinimum, ray } from "../landscape/ray.ts";
import type { Matrix } from "../linalg/matrix.ts";
import { symmetricEigen } from "../linalg/symmetric-eigen.ts";

/** A start, and f there as its line tells it. */
export interface OracleWay {
  readonly kind: string;
  readonly start: Float64Array;
  readonly value: number;
}

/** A minimum this near to the point, as a share of σ, is the point itself. */
const NEAR = 1e-6;
/** Singular values of E X below this share of its largest: descent from there would stay at a lower rank. */
const COLLAPSED = 1e-6;

/** Every candidate of the simulated oracle direction; see `simulatedOracle`. */
export function* oracleWays(oracle: OracleDirection, options?: MultiStepOptions): Steps<OracleWay[]> {
  const { problem, point, u, column } = oracle;
  const { parametrization } = problem;
  const { rank, dimension } = parametrization;
  const empty = column ? column.index + 1 : 0;
  const ways: OracleWay[] = [];
  const least = function* (kind: string, base: Float64Array, direction: Float64Array): Steps<Ray> {
    const line = yield* ray(problem, base, direction);
    add(kind, base, direction, yield* line.least());
    return line;
  };
  const add = (kind: string, base: Float64Array, direction: Float64Array, minimum: RayMinimum | undefined) => {
    if (!minimum || minimum.length === 0) return;
    ways.push({ kind, start: moved(base, direction, minimum.length), value: minimum.value });
  };
  if (empty < rank)
    yield* least("empty column", point, setColumn(parametrization, new Float64Array(dimension), empty, u));
  if (!column) return ways;

  const away = (yield* column.line.minima()).find(({ length }) => Math.abs(length) > NEAR * column.sigma);
  add("line", point, column.direction, away);
  if (rank > 1) {
    const nothing = new Float64Array(parametrization.withRank(1).dimension);
    yield* least("swap", setColumn(parametrization, point.slice(), column.index, nothing), column.direction);
  }
  const zero = point.slice();
  parametrization.parts(zero).left.fill(0);
  parametrization.parts(zero).right.fill(0);
  const oracleRay = rank === 1 ? yield* least("ray", zero, column.direction) : undefined;
  const whole = fullRank(columnGram(parametrization, column.invisible));
  const invisibleRay = whole ? yield* least("invisible ray", zero, column.invisible) : undefined;
  if (!options) return ways;

  const sizes = {
    lambda: oracle.lambda,
    sigma: column.sigma,
    point: lengthOf(columnGram(parametrization, point)),
    invisible: lengthOf(columnGram(parametrization, column.invisible)),
  };
  const jump = multiStep(sizes, options);
  const collapse = (line: Ray | undefined, direction: Float64Array, length: number) => {
    const value = line?.value(length);
    if (Number.isFinite(value)) ways.push({ kind: "multi-step", start: moved(zero, direction, length), value: value! });
  };
  if (jump.dominant === "invisible") collapse(invisibleRay, column.invisible, jump.invisibleLength);
  if (jump.dominant === "oracle") collapse(oracleRay, column.direction, jump.oracleLength);
  return ways;
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
