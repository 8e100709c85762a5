import { beliefPropagationStart } from "./belief-propagation-start.ts";
import { randomStart } from "./random-start.ts";
import { sketchStart } from "./sketch-start.ts";
import { spectralStart } from "./spectral-start.ts";
import type { Start } from "./start.ts";

export type { Start } from "./start.ts";
export { beliefPropagationStart, randomStart, sketchStart, spectralStart };

/** Every start, by name. */
export const starts = { beliefPropagationStart, randomStart, sketchStart, spectralStart } satisfies Record<
  string,
  Start<never>
>;
