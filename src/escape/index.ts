import type { Escape } from "./escape.ts";
import { rankIncrease } from "./rank-increase.ts";

export type { Escape, EscapeOutcome, WayOut } from "./escape.ts";
export { rankIncrease };

/** Every escape, by name. */
export const escapes = { rankIncrease } satisfies Record<string, () => Escape>;
