import type { Escape } from "./escape.ts";
import { level } from "./level.ts";
import { mergeAndInsert } from "./merge-and-insert.ts";
import { negativeCurvature } from "./negative-curvature.ts";
import { perturbation } from "./perturbation.ts";
import { randomRestart } from "./random-restart.ts";
import { rankIncrease } from "./rank-increase.ts";
import { simulatedOracle } from "./simulated-oracle.ts";

export type { Escape, EscapeOutcome, WayOut } from "./escape.ts";
export type { SimulatedOracleOptions } from "./simulated-oracle.ts";
export { level, mergeAndInsert, negativeCurvature, perturbation, randomRestart, rankIncrease, simulatedOracle };

/** Every escape, by name. */
export const escapes = {
  rankIncrease,
  negativeCurvature,
  simulatedOracle,
  perturbation,
  randomRestart,
  mergeAndInsert,
  level,
} satisfies Record<string, () => Escape>;
