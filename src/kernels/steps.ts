/**
 * Work cut into pieces: each `yield` is a place where a caller may pause, so that a page, a signal or a progress bar
 * gets its turn. The value returned is the result of the work.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs the work to its end without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
