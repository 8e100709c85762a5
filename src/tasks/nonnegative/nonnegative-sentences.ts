import { norm } from "../../linalg/norm.ts";
import { numberText, percentText } from "../../number-text.ts";
import { shareText } from "../../report/run-facts.ts";
import type { Descended } from "../descend.ts";
import type { FullMatrix } from "../full-matrix.ts";
import type { RunWords } from "../run-report.ts";
import { nonnegativeLosses } from "./nonnegative-losses.ts";
import { superfluousParts } from "./parts.ts";
import type { NonnegativeFacts } from "./parts-report.ts";

/** Residuals below this share are rounding. */
const EXACT = 1e-12;
/** A certificate's gap below this share is as good as none. */
const CLOSE = 0.01;

/** A nonnegative factorization in words: how much its parts explain, what is known of better ones, how the rank came about. */
export function nonnegativeWords(
  found: Descended,
  facts: NonnegativeFacts,
): Pick<RunWords, "headline" | "sentences" | "warnings"> {
  const { problem, residual } = found;
  const { given, settings, parts } = facts;
  const count = parts.sizes.length;
  const share = norm(residual) / (norm(problem.observed) || 1);
  const named = `${numberText(count)} nonnegative ${count === 1 ? "part" : "parts"}`;
  const { missing } = holes(given);
  const of = missing > 0 ? "the observed entries’" : "the matrix’s";
  return {
    headline:
      count === 0
        ? "No part is left: nothing but zeros, or too strong a penalty."
        : problem.loss.quadratic !== true
          ? `${named}, at a divergence of ${numberText(divergencePerEntry(found))} an entry.`
          : share <= EXACT
            ? `${named} ${count === 1 ? "gives" : "add up to"} ${missing > 0 ? "all observed entries" : "the matrix"} exactly.`
            : `${named} ${count === 1 ? "explains" : "explain"} ${shareText(1 - share ** 2)} of ${of} sum of squares.`,
    sentences: [
      ...(missing > 0
        ? [
            `${percentText(missing / given.data.length)} of the entries are missing: they are left out of the fit, and neither taken for 0 nor known.`,
          ]
        : []),
      optimalitySentence(found),
      ...otherStarts(found, settings.restarts),
      ...rankSentence(facts),
    ],
    warnings: warningsOf(found, facts),
  };
}

/** A rank that does not grow is not meant to be the best of all ranks: what another column brings is told beside it. */
function optimalitySentence({ certificate, problem }: Descended): string {
  const { primal, predictedFallByColumn: fall } = certificate.numbers;
  if (certificate.verdict !== "fails") return certificate.sentence;
  const more =
    fall > 0 ? `one more part lowers the objective by at least ${numberText(fall / primal, 2)} of its value; ` : "";
  return `The best point found at rank ${numberText(problem.parametrization.rank)}; ${more}whether other factors of that rank do is not known.`;
}

function divergencePerEntry({ problem, objective }: Descended): number {
  return objective / problem.observed.length;
}

/** How the ends of the other starts compare: what a local method can say of the landscape. */
function otherStarts({ runs, objective, certificate }: Descended, restarts: number): string[] {
  const others = runs.slice(1, 1 + restarts);
  if (others.length === 0) return [];
  const worst = Math.max(...others.map((run) => run.objective));
  const spread = worst / objective - 1;
  const starts = `${numberText(others.length + 1)} starts`;
  if (!(spread > CLOSE)) {
    return [`The lowest of ${starts} was taken; all ended within ${percentText(CLOSE)} of it, as local minima may.`];
  }
  // Beside the best that there is, others are so much worse that their share of it may be rounding's.
  if (certificate.verdict === "holds") return [`The lowest of ${starts} was taken; not all ended as low.`];
  return [
    `The lowest of ${starts} was taken; the highest ended ${percentText(spread)} above it: more --restarts may find a lower one.`,
  ];
}

function rankSentence({ choice, settings }: NonnegativeFacts): string[] {
  if (!choice) return [];
  if (choice.path.length === 0) return ["Too few entries to choose a rank by: it is 1."];
  const { validationRmse } = choice.path.find(({ rank, ridge }) => rank === choice.rank && ridge === choice.ridge)!;
  return [
    `The rank was chosen: of ${numberText(new Set(choice.path.map(({ rank }) => rank)).size)} tried, ${numberText(choice.rank)} is the smallest whose root mean square ${nonnegativeLosses[settings.loss].judged} set aside, ${numberText(validationRmse)}, no larger one lowers by more than 1 %.`,
  ];
}

/** What a reader should know before trusting the parts. */
function warningsOf({ stopped, problem }: Descended, { given, settings, parts, choice }: NonnegativeFacts): string[] {
  const { alike, small } = superfluousParts(parts);
  const { zeroRows, zeroColumns, emptyRows, emptyColumns } = holes(given);
  const lines = (count: number, line: string, what: string, consequence: string) =>
    count > 0 ? [`${numberText(count)} ${line}${count === 1 ? " is" : "s are"} ${what}: ${consequence}.`] : [];
  const rank = settings.rank ?? choice?.rank ?? 0;
  const kept = parts.sizes.length;
  return [
    ...lines(zeroRows, "row", "zero", "no part touches it"),
    ...lines(zeroColumns, "column", "zero", "no part touches it"),
    ...lines(emptyRows, "row", "without any entry", "nothing is known there"),
    ...lines(emptyColumns, "column", "without any entry", "nothing is known there"),
    ...(kept < rank && problem.observed.some((y) => y > 0)
      ? [`${numberText(rank - kept)} of ${numberText(rank)} parts vanished: a smaller rank does as well.`]
      : []),
    ...alike.map(([a, b]) => `Parts ${a} and ${b} are nearly the same: a smaller rank may do as well.`),
    ...(small.length > 0
      ? [
          `${small.length === 1 ? "Part" : "Parts"} ${small.join(", ")} ${small.length === 1 ? "holds" : "hold"} next to nothing: a smaller rank may do as well.`,
        ]
      : []),
    ...(stopped.converged ? [] : [`The run ended before it converged (${stopped.rule}).`]),
  ];
}

/** Missing entries, and the lines that are zero or empty. */
function holes({ rows, columns, data }: FullMatrix) {
  const [rowCount, columnCount] = [new Int32Array(rows), new Int32Array(columns)];
  const [rowSum, columnSum] = [new Float64Array(rows), new Float64Array(columns)];
  let missing = 0;
  for (let e = 0; e < data.length; e++) {
    if (Number.isNaN(data[e])) {
      missing += 1;
      continue;
    }
    const [i, j] = [Math.floor(e / columns), e % columns];
    rowCount[i] += 1;
    columnCount[j] += 1;
    rowSum[i] += data[e];
    columnSum[j] += data[e];
  }
  const zero = (counts: Int32Array, sums: Float64Array) => counts.filter((n, k) => n > 0 && sums[k] === 0).length;
  const empty = (counts: Int32Array) => counts.filter((n) => n === 0).length;
  return {
    missing,
    zeroRows: zero(rowCount, rowSum),
    zeroColumns: zero(columnCount, columnSum),
    emptyRows: empty(rowCount),
    emptyColumns: empty(columnCount),
  };
}
