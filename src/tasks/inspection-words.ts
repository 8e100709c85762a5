import type { Certificate } from "../certificates/certificate.ts";
import { numberText, percentText, wordsOf } from "../number-text.ts";
import type { Inspection } from "../report/inspection.ts";
import {
  answerOf,
  balancedObjective,
  type InspectionFacts,
  isAlmostExact,
  isFall,
  lowerExits,
} from "./inspection-answer.ts";
import { headlineOf } from "./inspection-headline.ts";

/** More sentences than this nobody reads; the table has all. */
const MOST_SENTENCES = 5;
/** As many ways out are told in words. */
const MOST_WAYS = 3;

/** The answer in one sentence, what it rests on, and what to do next. Nothing is said that was not computed. */
export function inspectionWords(found: InspectionFacts): Pick<Inspection, "headline" | "sentences" | "next"> {
  const { notComputed, objective } = found;
  const missing = notComputed.length > 0 ? [`Not computed: ${listed(notComputed.map(spoken))}.`] : [];
  const known = Number.isFinite(objective)
    ? sentencesOf(found)
    : [
        "The factors hold a number that is not finite, or their product is too large for one: no certificate can say anything about them.",
      ];
  return {
    headline: headlineOf(found),
    sentences: [...missing, ...known].slice(0, MOST_SENTENCES),
    next: nextOf(found),
  };
}

function sentencesOf(found: InspectionFacts): string[] {
  const { certificates, kind, objective, singularValues, rank } = found;
  const telling =
    rank > 0 ? [...certificates].reverse().find((it) => it.kind !== undefined && it.kind === kind) : undefined;
  const best = certificates.filter(({ claim }) => claim === "globallyOptimal" || claim === "bestApproximation");
  const decided = ({ verdict }: Certificate) => (verdict === "undecided" ? 1 : 0);
  const others = certificates
    // What tells the kind has said already whether the point is stationary.
    .filter((it) => it !== telling && !best.includes(it) && !it.kind && !(telling && it.claim === "firstOrder"))
    .sort((a, b) => decided(a) - decided(b));
  const fall = telling?.numbers.predictedFall ?? 0;
  const balanced = balancedObjective(found);
  return [
    ...(balanced === undefined
      ? []
      : [
          `The factors are not balanced: the same matrix from balanced ones has the objective ${numberText(balanced, 3)} in place of ${numberText(objective, 3)}, and global optimality is about that.`,
        ]),
    ...(isAlmostExact(found)
      ? ["Without a ridge an exact fit is certified, and nothing else is; this one is short of it."]
      : []),
    ...(rank === 0 ? ["The point has no factors: its low-rank part is the zero matrix."] : []),
    ...(singularValues[0] === 0 ? ["The factors multiply to the zero matrix."] : []),
    ...(telling ? [telling.sentence] : []),
    ...(isFall(fall, found)
      ? [`Moving along that direction lowers the objective by ${fallText(fall, objective)}, as measured.`]
      : []),
    ...[...best, ...others].map(({ sentence }) => sentence),
  ];
}

function nextOf(found: InspectionFacts): string[] {
  const { certified, kind, objective, exits, certificates, ridge } = found;
  const lower = lowerExits(found);
  const higher = exits.filter((exit) => !lower.includes(exit));
  const identifiable = certificates.find(({ claim }) => claim === "identifiability");
  const unfinished = kind === "notStationary";
  const open =
    identifiable?.verdict === "fails" ? ["What these data cannot determine, only further observations can."] : [];
  if (!Number.isFinite(objective)) return ["Start again from factors of finite, moderate numbers."];
  if (isAlmostExact(found)) return ["Go on descending: where the fit becomes exact, it is certified."];
  if (answerOf(found) === "holdsAtRank") {
    return ["Leave the optimiser alone: only another rank or other data can change the answer."];
  }
  if (certified && balancedObjective(found) !== undefined) {
    return ["Balance the factors: the matrix is the best there is, its factors are not.", ...open];
  }
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
    ...(ridge === 0 && answerOf(found) === "undecided"
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
