import type { Steps } from "../kernels/steps.ts";

/** The longest stretch, in milliseconds, without handing control back to the host. */
const LONGEST_STRETCH = 40;

/** When control last came from the host: shared by all runs, or many short ones in a row would never hand it back. */
let since = Date.now();

/**
 * Runs work to its end, handing control back by a macrotask at least every 50 ms, so that timers, signals and the
 * screen get their turn (awaiting a resolved promise would not be enough).
 */
export async function breathe<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (Date.now() - since >= LONGEST_STRETCH) {
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      since = Date.now();
    }
    if (step.done) return step.value;
  }
}
