import type { Progress } from "./progress.ts";

/**
 * What Ctrl-C does: the first aborts the signal, so that the work ends with what it has; the second ends the program at
 * once, and what was being written goes with it. `best` is what there is so far, in words.
 */
export function interruption(progress: Progress, best = "the best point so far"): AbortSignal {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (controller.signal.aborted) process.exit(130);
    progress.say(`Stopping with ${best}; Ctrl-C again stops at once.`);
    controller.abort();
  });
  return controller.signal;
}
