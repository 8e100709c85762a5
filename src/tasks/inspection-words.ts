import type { Certificate, PointKind, Verdict } from "../certificates/certificate.ts";
import { numberText, percentText, wordsOf } from "../number-text.ts";
import type { Hull } from "../parametrizations/parametrization.ts";
import type { Exit, Inspection } from "../report/inspection.ts";

/** What is known before it is put into words. */
export type InspectionFacts = Omit<Inspection, "headline" | "sentences" | "next">;

/** How optimality was answered: over all ranks, `holdsAtRank` for the point's own rank alone, or that it was not asked. */
type Answer = Verdict | "holdsAtRank" | "unasked";

const SADDLE = "A strict saddle: the objective falls along at least one direction from here.";
const UNFINISHED = "Not stationary: the descent is not finished.";
const BEST_AT_RANK = "No {matrix} of this rank does better.";
const FLAT = "Second derivatives do not tell here whether this is a minimum.";

/** By kind of point and verdict; {matrix} and {better} depend on the problem. */
const HEADLINES: Readonly<Record<PointKind | "unknown", Readonly<Record<Answer, string>>>> = {
  strictLocalMinimum: {
    holds: "A strict local minimum, and no {matrix} of any rank does better.",
    holdsAtRank: "A strict local minimum, and no {matrix} of this rank does better.",
    fails: "A strict local minimum, but {better}.",
    undecided: "A strict local minimum; whether a better one exists is not known.",
    unasked: "A strict local minimum; whether a better one exists was not asked.",
  },
  strictSaddle: {
    holds:
      "No {matrix} of any rank does better by more than the gap allows; the little that is left lies along a saddle.",
    holdsAtRank: BEST_AT_RANK,
    fails: SADDLE,
    undecided: SADDLE,
    unasked: SADDLE,
  },
  notStationary: {
    holds: "No {matrix} of any rank does better by more than the gap allows, but the descent is not finished.",
    holdsAtRank: BEST_AT_RANK,
    fails: UNFINISHED,
    undecided: UNFINISHED,
    unasked: UNFINISHED,
  },
  degenerate: {
    holds: "No {matrix} of any rank does better, though others near by may be as good.",
    holdsAtRank: BEST_AT_RANK,
    fails: `Not the best: {better}. ${FLAT}`,
    undecided: `${FLAT} Whether a better one exists is not known.`,
    unasked: FLAT,
  },
  unknown: {
    holds: "No {matrix} of any rank does better.",
    holdsAtRank: BEST_AT_RANK,
    fails: "Not the best: {better}.",
    undecided: "Whether a better {matrix} exists is not known.",
    unasked: "What kind of point this is was not asked, nor whether a better one exists.",
  },
};

/** More sentences than this nobody reads; the table has all. */
const MOST_SENTENCES = 5;
/** As many ways out are told in words. */
const MOST_WAYS = 3;
/** A measured fall below this share of the objective may be rounding. */
const ROUNDING = 1e-12;
/** Residuals below this share of the observations tell of a descent that was stopped, not of the problem. */
const ALMOST = 1e-6;
const MATRIX: Readonly<Record<Hull, string>> = { matrices: "matrix", semidefinite: "positive semidefinite matrix" };

/** The answer in one sentence, what it rests on, and what to do next. Nothing is said that was not computed. */
export function inspectionWords(found: InspectionFacts): Pick<Inspection, "headline" | "sentences" | "next"> {
  const { kind, objective, certificates, rank, hull, notComputed } = found;
  const stopped =
    notComputed.length > 0 ? [`Stopped before the end, and not computed: ${listed(notComputed.map(spoken))}.`] : [];
  if (!Number.isFinite(objective)) {
    return {
      headline: "Nothing is known of this point: its objective is not a finite number.",
      sentences: [
        "The factors hold a number that is not finite, or their product is too large for one: no certificate can say anything about them.",
        ...stopped,
      ],
      next: ["Start again from factors of finite, moderate numbers."],
    };
  }
  const verdictOf = (name: string) => certificates.find(({ claim }) => claim === name)?.verdict;
  const bestAtRank = !found.certified && verdictOf("bestApproximation") === "holds";
  const answer = bestAtRank ? "holdsAtRank" : (verdictOf("globallyOptimal") ?? "unasked");
  // Where there are no factors to move, being a minimum among their small changes says nothing.
  const headline = HEADLINES[rank > 0 && kind !== null ? kind : "unknown"][answer];
  if (isAlmostExact(found) && !bestAtRank) {
    return {
      headline: `Almost an exact fit: the observations are met to ${numberText(found.residual, 2)} of their size.`,
      sentences: [
        ...stopped,
        "Without a ridge an exact fit is certified, and nothing else is; this one is short of it.",
        ...sentencesOf(found),
      ].slice(0, MOST_SENTENCES),
      next: ["Go on descending: where the fit becomes exact, it is certified."],
    };
  }
  const lower = lowerExits(found);
  const byRank = lower.length > 0 && lower.every(({ columns }) => columns > 0);
  const better = byRank ? "a {matrix} of higher rank does better" : "a better {matrix} exists";
  return {
    headline: headline.replace("{better}", better).replaceAll("{matrix}", MATRIX[hull]),
    sentences: [...stopped, ...sentencesOf(found)].slice(0, MOST_SENTENCES),
    next: bestAtRank
      ? ["Leave the optimiser alone: only another rank or other data can change the answer."]
      : nextOf(found),
  };
}

/** Is what is left of the residual the end of a descent rather than another matrix. */
function isAlmostExact({ certified, ridge, residual }: InspectionFacts): boolean {
  return !certified && ridge === 0 && residual <= ALMOST;
}

function sentencesOf({ certificates, kind, objective, singularValues, rank }: InspectionFacts): string[] {
  const telling =
    rank > 0 ? [...certificates].reverse().find((it) => it.kind !== undefined && it.kind === kind) : undefined;
  const best = certificates.filter(({ claim }) => claim === "globallyOptimal" || claim === "bestApproximation");
  const decided = ({ verdict }: Certificate) => (verdict === "undecided" ? 1 : 0);
  const others = certificates
    // What tells the kind has said already whether the point is stationary.
    .filter((it) => it !== telling && !best.includes(it) && !it.kind && !(telling && it.claim === "firstOrder"))
    .sort((a, b) => decided(a) - decided(b));
  const fall = telling?.numbers.predictedFall ?? 0;
  return [
    ...(rank === 0 ? ["The point has no factors: its low-rank part is the zero matrix."] : []),
    ...(singularValues[0] === 0 ? ["The factors multiply to the zero matrix."] : []),
    ...(telling ? [telling.sentence] : []),
    ...(fall > ROUNDING * objective
      ? [`Moving along that direction lowers the objective by ${fallText(fall, objective)}, as measured.`]
      : []),
    ...[...best, ...others].map(({ sentence }) => sentence),
  ];
}

/** The ways out whose start lies lower, the lowest first. */
function lowerExits({ exits, objective }: InspectionFacts): Exit[] {
  return exits
    .filter(({ measuredFall }) => measuredFall > ROUNDING * objective)
    .sort((a, b) => b.measuredFall - a.measuredFall);
}

function nextOf(found: InspectionFacts): string[] {
  const { certified, kind, objective, exits, certificates, ridge } = found;
  const lower = lowerExits(found);
  const higher = exits.filter((exit) => !lower.includes(exit));
  const identifiable = certificates.find(({ claim }) => claim === "identifiability");
  const unfinished = kind === "notStationary";
  const open =
    identifiable?.verdict === "fails" ? ["What these data cannot determine, only further observations can."] : [];
  if (certified) {
    return [
      "Leave the optimiser alone: only other data, another ridge or another loss can change the answer.",
      ...open,
    ];
  }
  return [
    ...(unfinished ? ["Go on descending from here, and look again."] : []),
    ...lower.slice(0, unfinished ? 1 : MOST_WAYS).map(({ kind: way, columns, measuredFall }) => {
      const more = columns > 0 ? `, ${numberText(columns)} more ${columns === 1 ? "column" : "columns"}` : "";
      return `A way out (${spoken(way)}${more}): its start lies lower by ${fallText(measuredFall, objective)}, as measured; descend from there.`;
    }),
    ...(higher.length > 0 && !unfinished
      ? [
          `Starts that lie no lower: ${listed(higher.map(({ kind: way }) => spoken(way)))}. Descend from one, and keep what it reaches only if that is lower.`,
        ]
      : []),
    ...(ridge === 0
      ? ["With a ridge above 0 global optimality can be decided; without one only an exact fit is known to be optimal."]
      : []),
    ...open,
  ];
}

/** A fall with the share of the objective that it is. */
function fallText(fall: number, objective: number): string {
  return `${numberText(fall, 3)} (${percentText(fall / objective)} of it)`;
}

const spoken = (name: string) => wordsOf(name).toLowerCase();

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}
