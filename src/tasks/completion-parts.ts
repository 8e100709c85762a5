import type { Certificate } from "../certificates/certificate.ts";
import type { BlockProblem } from "../problem/problem.ts";
import type { Recovery } from "../recover/recover.ts";
import type { HeldOut, TraceRow, Undetermined } from "../report/report.ts";
import type { Choice } from "./choose.ts";
import type { Entries } from "./entries.ts";
import type { FitTask } from "./fit.ts";
import type { Model } from "./model.ts";
import type { CompleteSettings } from "./settings.ts";

/** All that a completion knows when it is done. */
export interface CompletionParts {
  readonly entries: Entries;
  readonly settings: CompleteSettings;
  readonly choice: Choice;
  readonly heldOut: HeldOut | null;
  readonly task: FitTask;
  readonly recovery: Recovery<BlockProblem>;
  readonly certificates: readonly Certificate[];
  readonly model: Model;
  readonly undetermined: Undetermined;
  readonly trace: readonly TraceRow[];
  readonly seconds: number;
}
