import type { Steps } from "../../kernels/steps.ts";
import type { SmoothLoss } from "../../losses/loss.ts";
import { polynomial } from "./real-roots.ts";

/** What is known of f on a line: the predictions x + t a₁ + t² a₂, and the penalty, a quadratic in t. */
export interface Line {
  readonly loss: SmoothLoss;
  readonly observed: Float64Array;
  readonly prediction: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly penalties: readonly number[];
}

/** Measurements between two pauses. */
const RANGE = 1 << 18;

/** c₀ … c₄ of Σ ℓ + ℓ′ d + ½ ℓ″ d² + the penalty, d = t a₁ + t² a₂: f itself for least squares. */
export function* linePolynomial({ loss, observed, prediction, first, second, penalties }: Line): Steps<Float64Array> {
  const c = Float64Array.from([...penalties, 0, 0]);
  for (let from = 0; from < observed.length; from += RANGE) {
    const to = Math.min(observed.length, from + RANGE);
    for (let k = from; k < to; k++) {
      const [x, y, a, b] = [prediction[k], observed[k], first[k], second[k]];
      const slope = loss.derivative(x, y);
      const bend = loss.curvature(x, y);
      c[0] += loss.value(x, y);
      c[1] += slope * a;
      c[2] += 0.5 * bend * a * a + slope * b;
      c[3] += bend * a * b;
      c[4] += 0.5 * bend * b * b;
    }
    yield;
  }
  return c;
}

/** f at t. */
export function lineValue({ loss, observed, prediction, first, second, penalties }: Line, t: number): number {
  let sum = polynomial(penalties, t);
  for (let k = 0; k < observed.length; k++) {
    sum += loss.value(prediction[k] + t * (first[k] + t * second[k]), observed[k]);
  }
  return sum;
}

/** f at 0 less f at t, term by term. */
export function lineFall({ loss, observed, prediction, first, second, penalties }: Line, t: number): number {
  let sum = -t * (penalties[1] + t * penalties[2]);
  for (let k = 0; k < observed.length; k++) {
    const [x, y] = [prediction[k], observed[k]];
    sum += loss.value(x, y) - loss.value(x + t * (first[k] + t * second[k]), y);
  }
  return sum;
}

/** The first and the second derivative of f in t. */
export function lineDerivatives({ loss, observed, prediction, first, second, penalties }: Line, t: number) {
  let slope = penalties[1] + 2 * penalties[2] * t;
  let bend = 2 * penalties[2];
  for (let k = 0; k < observed.length; k++) {
    const x = prediction[k] + t * (first[k] + t * second[k]);
    const speed = first[k] + 2 * t * second[k];
    const steep = loss.derivative(x, observed[k]);
    slope += steep * speed;
    bend += loss.curvature(x, observed[k]) * speed * speed + 2 * steep * second[k];
  }
  return { slope, bend };
}
