import type { Certificate, PointKind, Verdict } from "../certificates/certificate.ts";
import { numberText, percentText, wordsOf } from "../number-text.ts";
import type { Inspection } from "../report/inspection.ts";

/** What is known before it is put into words. */
export type InspectionFacts = Omit<Inspection, "headline" | "sentences" | "next">;

/** How global optimality was answered, or that it was not asked. */
type Answer = Verdict | "unasked";

const SADDLE = "A strict saddle: the objective falls along at least one direction from here.";
const UNFINISHED = "Not stationary: the descent is not finished.";
const FLAT = "Second derivatives do not tell here whether this is a minimum.";

const HEADLINES: Readonly<Record<PointKind | "unknown", Readonly<Record<Answer, string>>>> = {
  strictLocalMinimum: {
    holds: "A strict local minimum, and no matrix of any rank does better.",
    fails: "A strict local minimum, but a better matrix exists.",
    undecided: "A strict local minimum; whether a better one exists is not known.",
    unasked: "A strict local minimum; whether a better one exists was not asked.",
  },
  strictSaddle: {
    holds:
      "No matrix of any rank does better by more than the gap allows; the little that is left lies along a saddle.",
    fails: SADDLE,
    undecided: SADDLE,
    unasked: SADDLE,
  },
  notStationary: {
    holds: "No matrix of any rank does better by more than the gap allows, but the descent is not finished.",
    fails: UNFINISHED,
    undecided: UNFINISHED,
    unasked: UNFINISHED,
  },
  degenerate: {
    holds: "No matrix of any rank does better, though others near by may be as good.",
    fails: `A better matrix exists. ${FLAT}`,
    undecided: `${FLAT} Whether a better one exists is not known.`,
    unasked: FLAT,
  },
  unknown: {
    holds: "No matrix of any rank does better.",
    fails: "A better matrix exists.",
    undecided: "Whether a better matrix exists is not known.",
    unasked: "What kind of point this is was not asked, nor whether a better one exists.",
  },
};

/** More sentences than this nobody reads; the table has all. */
const MOST_SENTENCES = 5;
/** A measured fall below this share of the objective may be rounding. */
const ROUNDING = 1e-12;

/** The answer in one sentence, what it rests on, and what to do next. Nothing is said that was not computed. */
export function inspectionWords(found: InspectionFacts): Pick<Inspection, "headline" | "sentences" | "next"> {
  const { kind, objective, certificates } = found;
  const stopped =
    found.notComputed.length > 0 ? [`Stopped before the end: ${listed(found.notComputed)} was not computed.`] : [];
  if (!Number.isFinite(objective)) {
    return {
      headline: "Nothing is known of this point: its objective is not a finite number.",
      sentences: [
        "The factors hold a number that is not finite, or their product is too large for one, so no certificate can say anything.",
        ...stopped,
      ],
      next: ["Start again from factors of finite, moderate numbers."],
    };
  }
  const optimality = certificates.find(({ claim }) => claim === "globallyOptimal");
  return {
    headline: HEADLINES[kind ?? "unknown"][optimality?.verdict ?? "unasked"],
    sentences: [...stopped, ...sentencesOf(found)].slice(0, MOST_SENTENCES),
    next: nextOf(found),
  };
}

function sentencesOf({
  certificates,
  kind,
  objective,
  fallAlongDirection,
  singularValues,
  rank,
}: InspectionFacts): string[] {
  const [telling] = certificates.filter((certificate) => certificate.kind === kind && kind !== null).reverse();
  const best = certificates.filter(({ claim }) => claim === "globallyOptimal" || claim === "bestApproximation");
  const others = certificates.filter((certificate) => certificate !== telling && !best.includes(certificate));
  const decided = ({ verdict }: Certificate) => (verdict === "undecided" ? 1 : 0);
  return [
    ...(rank > 0 && singularValues[0] === 0 ? ["The factors multiply to the zero matrix."] : []),
    ...(rank === 0 ? ["The point has no factors: its low-rank part is the zero matrix."] : []),
    ...(telling ? [telling.sentence] : []),
    ...(fallAlongDirection > ROUNDING * objective
      ? [
          `Moving along the direction found lowers the objective by ${fallText(fallAlongDirection, objective)}, as measured.`,
        ]
      : []),
    ...best.map(({ sentence }) => sentence),
    ...[...others].sort((a, b) => decided(a) - decided(b)).map(({ sentence }) => sentence),
  ];
}

function nextOf({ certified, kind, objective, exits, certificates, ridge }: InspectionFacts): string[] {
  const lower = exits.filter(({ measuredFall }) => measuredFall > ROUNDING * objective);
  const higher = exits.filter((exit) => !lower.includes(exit));
  const identifiable = certificates.find(({ claim }) => claim === "identifiability");
  return [
    ...(certified
      ? ["Leave the optimiser alone: only other data, another ridge or another loss can change the answer."]
      : []),
    ...(!certified && kind === "notStationary" ? ["Go on descending from here."] : []),
    ...[...lower]
      .sort((a, b) => b.measuredFall - a.measuredFall)
      .map(({ kind, columns, measuredFall }) => {
        const more = columns > 0 ? ` (${numberText(columns)} more ${columns === 1 ? "column" : "columns"})` : "";
        return `${wordsOf(kind)}${more} leads to a point that is lower by ${fallText(measuredFall, objective)}, as measured: descend from there.`;
      }),
    ...(higher.length > 0
      ? [
          `${listed(higher.map(({ kind }) => kind))} knows a start that lies no lower: descend from it, and keep what it reaches only if that is lower.`,
        ]
      : []),
    ...(!certified && ridge === 0
      ? ["With a ridge above 0 the certificate of global optimality can decide; without one it knows exact fits only."]
      : []),
    ...(identifiable?.verdict === "fails" ? ["What these data cannot determine, only further observations can."] : []),
  ];
}

/** A fall with the share of the objective that it is. */
function fallText(fall: number, objective: number): string {
  return `${numberText(fall, 3)} (${percentText(fall / objective)} of it)`;
}

function listed(names: readonly string[]): string {
  const words = names.map((name) => wordsOf(name).toLowerCase());
  const text = words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
