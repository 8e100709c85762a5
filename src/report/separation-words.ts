import type { Certificate, Verdict } from "../certificates/certificate.ts";
import { numberText, percentText } from "../number-text.ts";
import { STATUS } from "./headline.ts";
import type { OutlierLine, SeparationReport } from "./separation-report.ts";

type Bare = Omit<SeparationReport, "headline" | "sentences" | "warnings">;

/** Beyond this share of outliers no method has much to go by: at a half the two parts could change their names. */
const MANY = 1 / 3;
/** So many rows or columns are named in a warning. */
const NAMED = 3;

/** What a separation found, in plain words. */
export function separationWords(report: Bare): Pick<SeparationReport, "headline" | "sentences" | "warnings"> {
  return { headline: headlineOf(report), sentences: sentencesOf(report), warnings: warningsOf(report) };
}

/** What rows and columns are called. */
export function separationNouns({ data }: Pick<SeparationReport, "data">): {
  row: string;
  column: string;
  entries: string;
} {
  return data.frames
    ? { row: "pixel", column: "frame", entries: "pixels of all frames" }
    : { row: "row", column: "column", entries: "observed entries" };
}

/** The verdict as a mark and a word or two: of data with noise no split is ever certified, and that is no alarm. */
export function separationStatus({ verdict, exact }: Pick<SeparationReport, "verdict" | "exact">): {
  verdict: Verdict;
  status: string;
} {
  return exact || verdict === "holds"
    ? { verdict, status: STATUS[verdict] }
    : { verdict: "undecided", status: "An estimate, not certified" };
}

const plural = (count: number, noun: string): string => `${numberText(count)} ${noun}${count === 1 ? "" : "s"}`;

function headlineOf({ data, rank, outliers, inliers, exact }: Bare): string {
  const { chosen } = rank;
  if (chosen === 0) return "Nothing of low rank was found.";
  const noise = exact ? "" : `, and noise of size ${numberText(inliers.noise, 3)}`;
  if (outliers.count === 0) return `Rank ${numberText(chosen)} without outliers${noise}.`;
  const share = percentText(outliers.share);
  if (data.frames) return `A background of rank ${numberText(chosen)}; ${share} of all pixels stand out from it.`;
  return exact
    ? `Rank ${numberText(chosen)} and ${plural(outliers.count, "outlier")} make up the matrix.`
    : `Rank ${numberText(chosen)}, ${plural(outliers.count, "outlier")} (${share})${noise}.`;
}

function sentencesOf(report: Bare): string[] {
  const { rank, outliers, inliers, exact, certificates } = report;
  const { entries } = separationNouns(report);
  const rest = exact ? "is rounding" : `scatters by ${numberText(inliers.noise, 3)} (standard deviation)`;
  const found =
    outliers.count === 0
      ? `No entry stands out from the matrix of rank ${numberText(rank.chosen)}: what is left ${rest}.`
      : `The matrix of rank ${numberText(rank.chosen)} leaves out ${plural(outliers.count, "outlier")}, ${percentText(outliers.share)} of the ${entries}, the largest off by ${numberText(outliers.largest, 3)}; what is left of the others ${rest}.`;
  const [optimal, identifiable] = certificates;
  return [
    found,
    thresholdSentence(report),
    ...rankSentence(report),
    ...(optimal ? [checkSentence(report, optimal)] : []),
    ...(identifiable ? [`With the outliers set aside: ${lowered(identifiable.sentence)}`] : []),
  ];
}

/** What the convex programme says of the split, and what it is worth here. */
function checkSentence({ exact }: Bare, { verdict, sentence }: Certificate): string {
  const check = "The check by principal component pursuit (least ‖L‖_* + μ ‖S‖₁)";
  if (verdict === "holds") return `${check} confirms the split: ${lowered(sentence)}`;
  if (!exact) {
    return `${check} can confirm none but splits without noise, since it makes outliers of noise; this one is an estimate.`;
  }
  return `${check} does not confirm the split: ${lowered(sentence)} That is no proof against it: the convex programme gives up at lower ranks and fewer outliers than the method that found it.`;
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function thresholdSentence({ exact, outliers, inliers }: Bare): string {
  const threshold = numberText(outliers.threshold, 3);
  if (exact)
    return `An entry counts as an outlier where it is off by more than ${threshold}: the others agree to rounding.`;
  const deviations = numberText(outliers.threshold / inliers.noise, 2);
  const noise = inliers.noiseGiven ? "which was given" : "which was estimated from the entries themselves";
  return `An entry counts as an outlier where it is off by more than ${threshold}, ${deviations} standard deviations of the noise, ${noise}.`;
}

function rankSentence({ rank }: Bare): string[] {
  if (rank.given) return [];
  const next = rank.trials.find((trial) => trial.rank === rank.chosen + 1);
  const chosen = `The rank was chosen: ${numberText(rank.chosen)}`;
  return [
    next
      ? `${chosen}, since one more column fits little but noise (it would leave ${numberText(next.noise, 3)}, and ${plural(next.outliers, "outlier")}).`
      : `${chosen} of the ranks that were tried.`,
  ];
}

function warningsOf(report: Bare): string[] {
  const { outliers, inliers, stopped } = report;
  const { row, column } = separationNouns(report);
  return [
    ...(outliers.share > MANY
      ? [
          `${percentText(outliers.share)} of what was observed are outliers. Towards a half nothing tells the outliers from the matrix, so that another split may be as good.`,
        ]
      : []),
    ...(inliers.count <= inliers.degreesOfFreedom
      ? [
          `Only ${plural(inliers.count, "entry").replace(/entrys/, "entries")} fit a matrix that has ${numberText(inliers.degreesOfFreedom)} degrees of freedom: as good a fit could be had to any numbers.`,
        ]
      : []),
    ...mostlyOutliers(outliers.worstRows, row, outliers.mostlyOutliers.rows),
    ...mostlyOutliers(outliers.worstColumns, column, outliers.mostlyOutliers.columns),
    ...(stopped.converged ? [] : [`The run ended before it converged (${stopped.rule}).`]),
  ];
}

/** How many lines are mostly outliers, the worst by name. */
function mostlyOutliers(worst: readonly OutlierLine[], noun: string, count: number): string[] {
  if (count === 0) return [];
  const named = worst
    .slice(0, Math.min(NAMED, count))
    .map((line) => `${line.label}: ${numberText(line.outliers)} of ${numberText(line.observed)}`)
    .join("; ");
  return [
    `In ${plural(count, noun)} more than half of what was observed are outliers (${named}${count > NAMED ? "; …" : ""}): what the low-rank matrix says there is not to be trusted.`,
  ];
}
