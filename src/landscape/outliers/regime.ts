import { numberText } from "../../number-text.ts";
import { completionWitnesses } from "./completion-witnesses.ts";
import { type OutlierSetting, sensingThresholds } from "./sensing-thresholds.ts";

/** What the truth is to the absolute loss over factors: `undecided` where theory says nothing. */
export type Regime = "notCritical" | "strictSaddle" | "undecided" | "localMinimum" | "globalMinimum";

/** A setting with how it is measured. */
export interface RegimeOptions extends OutlierSetting {
  /** Of the matrix; entries of a symmetric matrix count with their mirror images. */
  readonly measurements: number;
  /** Sensing by matrices of standard normal numbers, or entries observed at random. */
  readonly model: "sensing" | "completion";
}

/** A number of measurements at which the landscape around the truth changes. */
export interface RegimeThreshold {
  readonly name: "critical" | "descent" | "local" | "global";
  readonly measurements: number;
  /** `computed`: a closed form, up to the chance in the measurements; `estimated`: by the law of large matrices, or a sufficient bound. */
  readonly evidence: "computed" | "estimated";
  readonly meaning: string;
}

/** Where theory puts the truth. */
export interface TruthRegime {
  readonly regime: Regime;
  /** Ascending in what they ask for; none for completion, whose regime depends on which entries are wrong. */
  readonly thresholds: readonly RegimeThreshold[];
  /** In plain words: the regime first, then what it means for descent. */
  readonly sentences: readonly string[];
}

/**
 * The regime in which theory puts the truth for the absolute loss with gross outliers: whether it is critical, whether a curve
 * of second order leads down from it, whether it is a local or the global minimum.
 *
 * @throws RangeError where a size or rank is not a whole number that fits, the share is not in [0, 1), or a symmetric matrix
 * is not square.
 * @see Ma & Fattahi 2023, arXiv 2302.10963, whose constants are not these
 */
export function regimeOf(options: RegimeOptions): TruthRegime {
  check(options);
  if (options.outlierShare === 0) return { regime: "globalMinimum", thresholds: [], sentences: [NO_OUTLIERS] };
  return options.model === "sensing" ? ofSensing(options) : ofCompletion(options);
}

const NO_OUTLIERS =
  "Without outliers the truth has loss 0, so it is a global minimum; whether it is the only one is a question of the number of measurements.";
const SADDLE =
  "Descent may still find it: from a small start the sub-gradient method passes near the truth, and early stopping matters, because the loss goes on falling beyond it.";
const NOT_CRITICAL =
  "The truth would not be critical at this sampling rate: the loss falls from it at first order, and a lower loss is no sign of a better answer.";

function ofSensing(options: RegimeOptions): TruthRegime {
  const { measurements: m } = options;
  const at = sensingThresholds(options);
  const evidence = at.exact ? "computed" : "estimated";
  const descent = Math.max(at.oneShot, at.cone);
  const full = at.cone >= at.local;
  const thresholds: RegimeThreshold[] = [
    {
      name: "critical",
      measurements: at.critical,
      evidence: "computed",
      meaning: "from here on the truth is critical",
    },
    {
      name: "descent",
      measurements: descent,
      evidence: full ? "computed" : "estimated",
      meaning: "below it a curve leads down from the truth",
    },
    { name: "local", measurements: at.local, evidence, meaning: "from here on no curve does: a local minimum" },
    {
      name: "global",
      measurements: at.global,
      evidence,
      meaning: "from here on no matrix of this rank has a lower loss",
    },
  ];
  const regime = regimeAt(
    m,
    thresholds.map(({ measurements }) => measurements),
  );
  return { regime, thresholds, sentences: [sensingSentence(regime), ...meaningOf(regime), ...nearby(m, thresholds)] };
}

function regimeAt(m: number, [critical, descent, local, global]: readonly number[]): Regime {
  if (m < critical) return "notCritical";
  if (m >= global) return "globalMinimum";
  if (m >= local) return "localMinimum";
  return m < descent ? "strictSaddle" : "undecided";
}

function sensingSentence(regime: Regime): string {
  switch (regime) {
    case "notCritical":
      return NOT_CRITICAL;
    case "strictSaddle":
      return "The truth would be a strict saddle at this sampling rate: critical, with curves along which the loss falls.";
    case "undecided":
      return "The truth would be critical at this sampling rate; whether it is a strict saddle or a local minimum theory leaves open here.";
    case "localMinimum":
      return "The truth would be a local minimum at this sampling rate; whether a matrix far from it has a lower loss theory leaves open here.";
    case "globalMinimum":
      return "The truth would be the global minimum at this sampling rate.";
  }
}

function meaningOf(regime: Regime): string[] {
  return regime === "strictSaddle" || regime === "undecided" ? [SADDLE] : [];
}

/** Within this share of a threshold either side of it is likely. */
const NEAR = 0.15;

function nearby(m: number, thresholds: readonly RegimeThreshold[]): string[] {
  const near = thresholds.find(({ measurements }) => Math.abs(m / measurements - 1) < NEAR);
  if (!near) return [];
  return [
    `${numberText(m)} measurements are near a threshold (${numberText(Math.round(near.measurements))}: ${near.meaning}), so that chance may put the truth on its other side.`,
  ];
}

/** With as many witnesses expected there is one but for a chance of 5 %. */
const EXPECTED = 3;

function ofCompletion(options: RegimeOptions): TruthRegime {
  const { rows, columns, rank: r, searchRank, measurements, outlierShare, symmetric } = options;
  const freedom = symmetric ? rows * r - (r * (r - 1)) / 2 : r * (rows + columns - r);
  const distinct = symmetric ? (measurements * (rows + 1)) / (2 * rows) : measurements;
  if ((1 - outlierShare) * distinct < freedom) {
    return { regime: "notCritical", thresholds: [], sentences: [NOT_CRITICAL] };
  }
  const { total } = completionWitnesses(options, measurements);
  if (total < EXPECTED) {
    const why =
      searchRank === r
        ? "at the truth's own rank that depends on its coherence"
        : "too few outliers are expected to say";
    return {
      regime: "undecided",
      thresholds: [],
      sentences: [`Whether the truth would be a local minimum is undecided: ${why}.`],
    };
  }
  const one = symmetric ? "Outliers in certain places" : "Any single outlier";
  const sentence = `The truth would be no local minimum at any sampling rate: a strict saddle, where it is critical at all. ${one} can be fitted by one spare column at second order, and ${numberText(total, 2)} such places are to be expected; no more columns than the truth's rank leave no such way.`;
  return { regime: "strictSaddle", thresholds: [], sentences: [sentence, SADDLE] };
}

function check(options: RegimeOptions): void {
  const { rows, columns, rank, searchRank, measurements, outlierShare, symmetric, model } = options;
  const most = Math.min(rows, columns);
  const whole = (name: string, value: number, low: number, high: number) => {
    if (Number.isInteger(value) && value >= low && value <= high) return;
    throw new RangeError(`${name}: expected a whole number from ${low} to ${numberText(high)}; got ${value}`);
  };
  whole("rows", rows, 1, 2 ** 31);
  whole("columns", columns, 1, 2 ** 31);
  whole("rank", rank, 1, most);
  whole("searchRank", searchRank, rank, most);
  whole("measurements", measurements, 1, model === "completion" ? rows * columns : Number.MAX_SAFE_INTEGER);
  if (!(outlierShare >= 0 && outlierShare < 1)) {
    throw new RangeError(`outlierShare: expected a number from 0 to below 1; got ${outlierShare}`);
  }
  if (symmetric && rows !== columns) {
    throw new RangeError(`rows: expected ${columns}, as many as columns, of a symmetric matrix; got ${rows}`);
  }
}
