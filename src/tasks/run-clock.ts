import type { StopReason } from "../solvers/stopping.ts";
import type { DescentOptions } from "./sensing.ts";

/** The clock and the signal of one call. */
export interface RunClock {
  readonly signal: AbortSignal | undefined;
  /** Since the call. */
  seconds(): number;
  /** Is the time up, or the signal aborted. */
  expired(): boolean;
  /** Which of the two it was. */
  reason(): StopReason;
}

/** A clock that starts now. */
export function runClock({
  signal,
  maxSeconds = Number.POSITIVE_INFINITY,
}: Pick<DescentOptions, "signal" | "maxSeconds">): RunClock {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  return {
    signal,
    seconds,
    expired: () => signal?.aborted === true || seconds() > maxSeconds,
    reason: () => ({ rule: signal?.aborted === true ? "aborted" : "outOfTime", converged: false }),
  };
}
