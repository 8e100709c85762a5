import { outlierCone } from "../landscape/outliers/outlier-cone.ts";
import { regimeOf, type TruthRegime } from "../landscape/outliers/regime.ts";
import { numberText, percentText } from "../number-text.ts";
import { checkRank } from "./run-settings.ts";
import { degreesOfFreedom, type SampleSize, sampleSizes } from "./sample-sizes.ts";

/** What is to be recovered, and how it would be observed. */
export interface PlanOptions {
  readonly rows: number;
  readonly columns: number;
  /** Of the matrix, as far as it is known. */
  readonly rank: number;
  /** The columns that are searched with; the rank where absent. */
  readonly searchRank?: number;
  /** How many measurements, or which share of the rows × columns; neither asks only for what is needed. */
  readonly measurements?: number;
  readonly share?: number;
  /** The share of the measurements that may be grossly wrong, below a half. Default 0. */
  readonly outlierShare?: number;
  /** Linear measurements by gaussian matrices, or single entries. Default "sensing". */
  readonly model?: "sensing" | "completion";
  /** A symmetric positive semidefinite matrix, UUᵀ. Default false. */
  readonly symmetric?: boolean;
}

/** What theory and this library's own runs say before anything is measured. */
export interface SamplingPlan {
  readonly setting: Required<Omit<PlanOptions, "measurements" | "share">>;
  readonly degreesOfFreedom: number;
  /** Undefined where none was given. */
  readonly measurements: number | undefined;
  /** Measurements a degree of freedom. */
  readonly oversampling: number | undefined;
  /** Numbers of measurements and what they are good for: for least squares without outliers, then for the absolute loss with them. */
  readonly leastSquares: readonly SampleSize[];
  readonly absolute: readonly SampleSize[];
  /** Where theory puts the truth for the absolute loss; undefined where no number of measurements was given. */
  readonly regime: TruthRegime["regime"] | undefined;
  /** The share of outliers from which on the truth is no longer critical at this number of gaussian measurements. */
  readonly breakdown: number | undefined;
  /** How many more measurements would move the truth to the next regime of the absolute loss, and which one. */
  readonly next: { readonly more: number; readonly regime: TruthRegime["regime"] } | undefined;
  readonly sentences: readonly string[];
}

/**
 * What a number of measurements would make of a recovery, before they are taken: degrees of freedom, sample sizes for least
 * squares, and with outliers the regime in which theory puts the truth for the absolute loss.
 *
 * @throws RangeError or TypeError naming the option, what was expected and what came.
 * @see Ma & Fattahi 2023, arXiv:2302.10963 (the regimes; the constants are this library's)
 */
export function plan(options: PlanOptions): SamplingPlan {
  const { setting, measurements } = checked(options);
  const freedom = degreesOfFreedom(setting);
  const { rows, symmetric, model, outlierShare } = setting;
  const distinct =
    measurements !== undefined && symmetric && model === "completion"
      ? (measurements * (rows + 1)) / (2 * rows)
      : measurements;
  const truth = measurements === undefined ? undefined : regimeOf({ ...setting, measurements });
  const thresholds = truth?.thresholds ?? regimeOf({ ...setting, measurements: 1 }).thresholds;
  const absolute = distinctOnes(thresholds).map(({ name, measurements: at, evidence, meaning }) => ({
    name,
    measurements: Math.ceil(at),
    evidence,
    meaning,
  }));
  const breakdown = measurements !== undefined && model === "sensing" ? breakdownOf(freedom / measurements) : undefined;
  const next = measurements === undefined ? undefined : nextRegime(setting, measurements, absolute);
  return {
    setting,
    degreesOfFreedom: freedom,
    measurements,
    oversampling: distinct === undefined ? undefined : distinct / freedom,
    leastSquares: sampleSizes(setting),
    absolute,
    regime: truth?.regime,
    breakdown,
    next,
    sentences: [
      ...(distinct === undefined ? [] : [sizeSentence(measurements!, distinct, freedom, outlierShare)]),
      ...(truth?.sentences ?? []),
      ...(next ? [`${numberText(next.more)} more measurements would make it ${WORDS[next.regime]}.`] : []),
      ...(breakdown !== undefined && outlierShare > 0 ? [breakdownSentence(breakdown)] : []),
    ],
  };
}

function sizeSentence(measurements: number, distinct: number, freedom: number, outlierShare: number): string {
  const kept = (1 - outlierShare) * distinct;
  const mirrored = distinct < measurements ? `, ${numberText(Math.round(distinct))} without mirror images,` : "";
  const numbers = `${numberText(measurements)} measurements${mirrored} are ${numberText(distinct / freedom, 3)} times the ${numberText(freedom)} degrees of freedom`;
  if (distinct < freedom) return `${numbers}: too few, whatever the method.`;
  if (kept < freedom) return `${numbers}, but without the outliers too few are left, whatever the method.`;
  return `${numbers}${outlierShare > 0 ? `, ${numberText(kept / freedom, 3)} times without the outliers` : ""}.`;
}

const WORDS: Record<TruthRegime["regime"], string> = {
  notCritical: "no critical point",
  strictSaddle: "a critical point, though still a strict saddle",
  undecided: "a critical point of which theory does not say whether it is a saddle",
  localMinimum: "a local minimum",
  globalMinimum: "the global minimum",
};

/** A threshold that coincides with the next one says nothing of its own. */
function distinctOnes(thresholds: TruthRegime["thresholds"]): TruthRegime["thresholds"] {
  return thresholds.filter(({ measurements }, k) => k === 0 || !(measurements === thresholds[k + 1]?.measurements));
}

function nextRegime(
  setting: SamplingPlan["setting"],
  measurements: number,
  thresholds: readonly SampleSize[],
): SamplingPlan["next"] {
  const now = regimeOf({ ...setting, measurements }).regime;
  for (const { measurements: at } of thresholds) {
    if (at <= measurements) continue;
    const { regime } = regimeOf({ ...setting, measurements: at });
    if (regime !== now) return { more: at - measurements, regime };
  }
  return undefined;
}

function breakdownSentence(breakdown: number): string {
  if (breakdown === 0) return "At this number of measurements the truth is not critical at any share of outliers.";
  return breakdown < HALF
    ? `At this number of measurements the truth stays critical up to ${percentText(breakdown)} outliers; with more, the loss falls from it at first order.`
    : "At this number of measurements the truth stays critical at any share of outliers below a half.";
}

const HALF = 0.4999;

/** The share p at which ψ(p) = 1 − t_r/m, from where on the truth is not critical: a half at most; 0 where m is too small for any. */
function breakdownOf(load: number): number {
  let [low, high] = [0, 0.5];
  if (!(outlierCone(low) < 1 - load)) return 0;
  for (let halving = 0; halving < 30; halving++) {
    const p = (low + high) / 2;
    if (outlierCone(p) < 1 - load) low = p;
    else high = p;
  }
  return low;
}

const NAMES: readonly (keyof PlanOptions)[] = [
  ...([
    "rows",
    "columns",
    "rank",
    "searchRank",
    "measurements",
    "share",
    "outlierShare",
    "model",
    "symmetric",
  ] as const),
];

function checked(options: PlanOptions): Pick<SamplingPlan, "setting" | "measurements"> {
  const unknown = Object.keys(options).find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`${unknown}: no such option; expected one of ${NAMES.join(", ")}`);
  const { rows, columns, rank, searchRank = rank, share, outlierShare = 0 } = options;
  const { model = "sensing", symmetric = false } = options;
  if (model !== "sensing" && model !== "completion") {
    throw new RangeError(`model: expected sensing or completion; got ${model}`);
  }
  if (!(outlierShare >= 0 && outlierShare < 0.5)) {
    throw new RangeError(
      `outlierShare: expected a number from 0 to below 0.5 (from half on the outliers may agree on another matrix); got ${outlierShare}`,
    );
  }
  if (share !== undefined && options.measurements !== undefined) {
    throw new RangeError("measurements, share: expected one of them; got both");
  }
  if (share !== undefined && !(share > 0 && (share <= 1 || model === "sensing") && share < Infinity)) {
    throw new RangeError(
      `share: expected a number above 0${model === "completion" ? " and up to 1" : ""}; got ${share}`,
    );
  }
  const setting = { rows, columns, rank, searchRank, outlierShare, model, symmetric };
  const measurements = share === undefined ? options.measurements : Math.max(1, Math.round(share * rows * columns));
  for (const [name, value] of Object.entries({ rows, columns })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new RangeError(`${name}: expected a whole number ≥ 1; got ${value}`);
    }
  }
  checkRank(rank, { rows, columns });
  // What is left is checked where the regime is.
  regimeOf({ ...setting, measurements: measurements ?? 1 });
  return { setting, measurements };
}
