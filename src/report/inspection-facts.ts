import { numberText, wordsOf } from "../number-text.ts";
import { type Fact, fact } from "./facts.ts";
import type { Inspection } from "./inspection.ts";
import { shareText } from "./run-facts.ts";

/** More singular values than this are counted, not listed. */
const LISTED = 8;

/** The numbers that sum up what is known of a point. */
export function inspectionFacts(inspection: Inspection): Fact[] {
  const { measurements, objective, misfit, penalty, gradientNorm, rank, numericalRank, singularValues, ridge } =
    inspection;
  const listed = singularValues.slice(0, LISTED).map((sigma) => numberText(sigma, 3));
  const more = singularValues.length - listed.length;
  return [
    fact("Kind of point", inspection.kind === null ? "not known" : wordsOf(inspection.kind)),
    fact(
      "Problem",
      `${numberText(inspection.rows)} × ${numberText(inspection.columns)}, ${numberText(measurements)} ${measurements === 1 ? "measurement" : "measurements"}`,
      `${wordsOf(inspection.loss)}, ${inspection.parametrization}${ridge > 0 ? `, ridge ${numberText(ridge)}` : ", no ridge"}`,
    ),
    fact("Objective", numberText(objective, 6), `loss ${numberText(misfit, 6)}, penalty ${numberText(penalty, 6)}`),
    ...(Number.isNaN(inspection.residual)
      ? []
      : [fact("Residual", shareText(inspection.residual), "of the observations' size")]),
    fact("Gradient", numberText(gradientNorm, 2), "norm"),
    fact("Rank", numberText(rank), rankNote(rank, numericalRank, inspection.omittedColumns)),
    ...(listed.length > 0
      ? [fact("Singular values", listed.join(", "), more > 0 ? `and ${numberText(more)} more` : "")]
      : []),
  ];
}

function rankNote(rank: number, numericalRank: number, omitted: number): string {
  const notes = [
    ...(Number.isNaN(numericalRank) ? ["singular values not known"] : []),
    ...(numericalRank < rank ? [`of the matrix itself ${numberText(numericalRank)}`] : []),
    ...(omitted > 0 ? [`${numberText(omitted)} columns of no size left out`] : []),
  ];
  return notes.join("; ");
}
