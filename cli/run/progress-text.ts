import { numberText, type RunProgress } from "../../src/index.ts";

/** Says where a run stands, short enough for a terminal of 80 columns. */
export function runText({ solver, iteration, rank, objective, residual }: RunProgress): string {
  const fit = Number.isNaN(residual) ? `objective ${numberText(objective, 6)}` : `residual ${numberText(residual, 2)}`;
  return `${solver}: rank ${rank}, iteration ${numberText(iteration)}, ${fit}`;
}
