import { choleskySolve } from "../linalg/cholesky.ts";
import { matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Point } from "../parametrizations/parametrization.ts";

/** Extrapolates the fixed-point map x ↦ G(x) from its last steps. */
export interface AndersonMixing {
  /**
   * Takes G(x) for the x handed out last, and writes the next x.
   *
   * @returns whether the next x is more than G(x) itself, and the relative step ‖G(x) − x‖ / ‖G(x)‖.
   */
  extrapolate(image: readonly Point[], next: readonly Point[]): { extrapolated: boolean; step: number };
  /** Forgets the history: the x to be mapped next is the one last given as an image. */
  restart(): void;
}

/**
 * Anderson mixing: the next x is Σ α_i G(x_i) over the last `depth` + 1 pairs, Σ α_i = 1, where α minimises
 * ‖Σ α_i (G(x_i) − x_i)‖. The normal equations are regularised by 1e-12 of their trace, so that a nearly dependent
 * history cannot blow α up. Memory: 2·depth + 3 vectors.
 *
 * @param start x_0, in parts that are mixed together.
 */
export function andersonMixing(depth: number, start: readonly Point[]): AndersonMixing {
  let x = flatten(start);
  let lastImage: Float64Array | undefined;
  let lastStep: Float64Array | undefined;
  const images: Float64Array[] = [];
  const steps: Float64Array[] = [];
  let gram: number[][] = [];

  function remember(image: Float64Array, step: Float64Array): void {
    if (lastImage && lastStep && depth > 0) {
      if (steps.length === depth) {
        images.shift();
        steps.shift();
        gram = gram.slice(1).map((row) => row.slice(1));
      }
      images.push(difference(image, lastImage));
      steps.push(difference(step, lastStep));
      const row = steps.map((other) => dot(other, steps.at(-1)!));
      for (const [k, above] of gram.entries()) above.push(row[k]);
      gram.push(row);
    }
    lastImage = image;
    lastStep = step;
  }

  return {
    extrapolate(parts, next) {
      const image = flatten(parts);
      const step = difference(image, x);
      remember(image, step);
      x = image.slice();
      const history = steps.length;
      if (history > 0) {
        const trace = gram.reduce((sum, row, k) => sum + row[k], 0);
        const system = matrix(
          history,
          history,
          Float64Array.from(gram.flatMap((row, k) => row.map((g, l) => g + (k === l ? 1e-12 * trace : 0)))),
        );
        const gamma = choleskySolve(
          system,
          Float64Array.from(steps, (other) => dot(other, step)),
        );
        if (gamma) {
          for (let k = 0; k < history; k++) subtract(x, gamma[k], images[k]);
        }
      }
      unflatten(x, next);
      return { extrapolated: history > 0, step: norm(step) / (norm(image) || 1) };
    },
    restart() {
      if (lastImage) x = lastImage.slice();
      images.length = 0;
      steps.length = 0;
      gram = [];
      lastImage = undefined;
      lastStep = undefined;
    },
  };
}

function flatten(parts: readonly Point[]): Float64Array {
  const flat = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    flat.set(part, end);
    end += part.length;
  }
  return flat;
}

function unflatten(flat: Float64Array, parts: readonly Point[]): void {
  let end = 0;
  for (const part of parts) {
    part.set(flat.subarray(end, end + part.length));
    end += part.length;
  }
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value - b[k]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function subtract(from: Float64Array, scale: number, what: Float64Array): void {
  for (let k = 0; k < from.length; k++) from[k] -= scale * what[k];
}
