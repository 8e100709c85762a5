import type { Claim } from "../certificates/certificate.ts";
import type { BlockProblem } from "../problem/problem.ts";
import type { Recovery } from "../recover/recover.ts";
import type { RoundsOptions } from "../recover/rounds.ts";
import type { Choice, ChoiceRequest } from "./choose.ts";
import type { FitTask } from "./fit.ts";
import type { CompleteSettings } from "./settings.ts";

/** How far a fit goes, and who looks on. */
export type FitOptions = Pick<
  RoundsOptions<BlockProblem>,
  "gap" | "settled" | "seed" | "signal" | "expired" | "observe"
>;

/** How a completion chooses what is not given, and fits entries at what was chosen. */
export interface CompletionStrategy {
  /** Certificates of the fit beside those that every completion has. */
  readonly further: readonly Claim["certify"][];
  readonly choose: (request: ChoiceRequest) => Promise<Choice>;
  readonly fit: (
    task: FitTask,
    choice: Choice,
    settings: CompleteSettings,
    options: FitOptions,
  ) => Promise<Recovery<BlockProblem>>;
}
