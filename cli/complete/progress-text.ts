import { numberText, type Progress } from "../../src/index.ts";

/** Short, so that the line fits a terminal of 80 columns. */
const phases: Record<Progress["phase"], string> = {
  choose: "Choosing",
  measure: "Measuring",
  fit: "Fitting",
};

/** Says where a completion stands; the time that remains is judged by the share done since the first call. */
export function progressText(clock: () => number = Date.now): (step: Progress) => string {
  const started = clock();
  return ({ phase, round, rank, objective, relativeGap, done }) => {
    const seconds = (clock() - started) / 1000;
    const left = done > 0 ? (seconds * (1 - done)) / done : Number.NaN;
    const gap = Number.isNaN(relativeGap) ? "" : `, gap ${numberText(relativeGap, 2)}`;
    return `${phases[phase]}: round ${round}, rank ${rank}, objective ${numberText(objective, 6)}${gap}; ${Math.round(100 * done)} %, ${durationText(left)} left`;
  };
}

function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown time";
  if (seconds < 90) return `about ${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} min` : `about ${(seconds / 3600).toFixed(1)} h`;
}
