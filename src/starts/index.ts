import { beliefPropagationStart } from "./belief-propagation-start.ts";
import { randomStart } from "./random-start.ts";
import { sketchStart } from "./sketch-start.ts";
import { smallStart } from "./small-start.ts";
import { spectralStart } from "./spectral-start.ts";
import type { Start } from "./start.ts";
import { truncatedSpectralStart } from "./truncated-spectral-start.ts";

export type { Start } from "./start.ts";
export { beliefPropagationStart, randomStart, sketchStart, smallStart, spectralStart, truncatedSpectralStart };

/** Every start, by name. */
export const starts = {
  beliefPropagationStart,
  randomStart,
  sketchStart,
  smallStart,
  spectralStart,
  truncatedSpectralStart,
} satisfies Record<string, Start<never>>;
