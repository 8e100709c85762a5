import type { Steps } from "../src/index.ts";
import type { Stage } from "./paper.ts";

/** Runs some work to its end, saying the same stage at each of its pauses. */
export function* during<T>(stage: Stage, steps: Steps<T>): Generator<Stage, T, undefined> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield stage;
  }
}
