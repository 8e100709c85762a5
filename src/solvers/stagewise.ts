import { FINISHED, type StepRule } from "./step-rules.ts";
import { stepShrunkTo } from "./stopping.ts";

/** A step moves the point by at most this share of ‖θ‖. */
const SHARE = 0.1;
/** The fall over so many steps, as a share of what the slope promised, below which the steps are too long. */
const WINDOW = 8;
const KEPT = 0.1;
/** Steps that are too long are shortened by this factor. */
const RATIO = 0.97;
/** A promise below this share of f cannot be told from rounding: before any other it is a small start's, afterwards the end's. */
const ROUNDING = 1e-12;

/**
 * Steps that need no knowledge of the noise, the outliers or the truth: they move the point by a tenth of its length as long as f
 * falls by a fair share of what its slope promises, and by geometrically less where it does not, which is where it goes back
 * and forth across the kinks. From a small start, where f is flat, they are long until the truth has grown out of it: the two
 * phases of the published method, told apart by the data alone.
 *
 * @see Ma & Fattahi 2023, arXiv:2202.08788 (small starts and geometric decay)
 */
export function stagewise({ ratio = RATIO, share = SHARE }: { ratio?: number; share?: number } = {}): StepRule {
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`ratio: expected a number between 0 and 1; got ${ratio}`);
  if (!(share > 0 && share < 1)) throw new RangeError(`share: expected a number between 0 and 1; got ${share}`);
  return {
    name: "stagewise",
    finished: stepShrunkTo(FINISHED),
    begin() {
      let decay = 1;
      let hasFallen = false;
      const values: number[] = [];
      const promises: number[] = [];
      return ({ value, pointNorm, gradientNorm }) => {
        if (gradientNorm === 0) return 0;
        values.push(value);
        if (values.length > WINDOW) {
          const promised = promises.reduce((sum, promise) => sum + promise, 0);
          const fallen = values.shift()! - value;
          const isTold = promised > ROUNDING * value;
          hasFallen ||= isTold;
          if (hasFallen && !(isTold && fallen >= KEPT * promised)) decay *= ratio;
          promises.shift();
        }
        // At 0 nothing is known of the truth's size but what f leaves.
        const unit = pointNorm > 0 ? pointNorm / gradientNorm : value / gradientNorm ** 2;
        const length = share * decay * unit;
        promises.push(length * gradientNorm ** 2);
        return length;
      };
    },
  };
}
