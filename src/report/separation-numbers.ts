import { numberText, percentText } from "../number-text.ts";
import { type Fact, fact } from "./facts.ts";
import type { SeparationReport } from "./separation-report.ts";

/** The numbers that sum a separation up, the rank first. */
export function separationNumbers(report: SeparationReport): Fact[] {
  const { rank, outliers, inliers, exact, data, certificates } = report;
  const [optimal] = certificates;
  const size = `${numberText(data.rows)} × ${numberText(data.columns)}`;
  return [
    fact("Rank", numberText(rank.chosen), rank.given ? "given" : "found"),
    fact("Outliers", numberText(outliers.count), `${percentText(outliers.share)} of what was observed`),
    fact(
      "Noise",
      exact ? "none" : numberText(inliers.noise, 3),
      exact ? "the others agree to rounding" : inliers.noiseGiven ? "standard deviation, given" : "standard deviation",
    ),
    // With noise the check can only fail, by how much tells nothing.
    optimal && exact
      ? fact(
          "Relative gap",
          numberText(optimal.quantity, 2),
          `certified at ${numberText(optimal.threshold, 2)} or less`,
        )
      : fact("Threshold", numberText(outliers.threshold, 3), "what is off by more is an outlier"),
    data.frames
      ? fact("Frames", numberText(data.columns), `${data.frames.width} × ${data.frames.height} pixels`)
      : fact(
          "Observed entries",
          numberText(data.observed),
          data.missing === 0 ? size : `${percentText(data.observed / (data.rows * data.columns))} of ${size}`,
        ),
  ];
}

/** What the key numbers leave out, and how the run ended. */
export function separationSettings(report: SeparationReport): Fact[] {
  const { data, outliers, inliers, pursuit, stopped } = report;
  return [
    fact("Entries", `${numberText(data.minimum)} to ${numberText(data.maximum)}`),
    fact("Threshold", numberText(outliers.threshold), "of outliers"),
    fact("Largest outlier", numberText(outliers.largest)),
    fact("Other residuals", `RMSE ${numberText(inliers.rmse)}`, `at most ${numberText(inliers.largest)}`),
    fact(
      "Degrees of freedom",
      numberText(inliers.degreesOfFreedom),
      `beside ${numberText(inliers.count)} other entries`,
    ),
    fact("Weight μ", numberText(pursuit.mu), "of the outliers in ‖L‖_* + μ ‖S‖₁"),
    fact("‖L‖_* + μ ‖S‖₁", numberText(pursuit.objective, 6)),
    fact("Refits", numberText(report.refits), "until the outliers stayed the same"),
    fact("Stopped by", stopped.rule, stopped.converged ? "converged" : "not converged"),
    fact("Time", `${numberText(report.seconds, 3)} s`),
  ];
}

/** What it takes to get the same report again. */
export function separationReproduction({ command, seed, version, data, credit }: SeparationReport): Fact[] {
  return [
    fact("Command", command),
    fact("Seed", String(seed)),
    fact("Version", `lowlands ${version}`),
    fact("Data", data.source),
    ...data.hashes.map((hash) => fact("SHA-256", hash)),
    ...(credit === "" ? [] : [fact("Credit", credit)]),
  ];
}
