import { atLeast, atMost, type Claim, exactly, within } from "../claim.ts";
import type { Findings } from "./findings.ts";
import { leastOf, mostOf } from "./measures.ts";

const OURS = "ours";

/** How often descent is trapped, and how it gets out. */
export const descentClaims: readonly Claim<Findings>[] = [
  {
    name: "rare-at-random",
    claim: "From uniform starts the trap of a near isometry is rarely met, the more rarely the nearer.",
    source: `${OURS}; abstract: empirical success`,
    check: "trapped share at δ = .03, the largest over sizes and columns",
    evidence: "estimated",
    expected: atMost(0.05),
    measured: ({ uniform }) =>
      mostOf(
        uniform.filter(({ isometryConstant }) => isometryConstant === 0.03),
        ({ share }) => share,
      ),
  },
  {
    name: "not-rare-far",
    claim: "At δ = .6 and one column it is not rare.",
    source: OURS,
    check: "trapped share, the smallest over n = 2 and 5; NumPy has .16 and .19",
    evidence: "estimated",
    expected: within(0.19, 0.75),
    measured: ({ uniform }) =>
      leastOf(
        uniform.filter(({ isometryConstant, rank }) => isometryConstant === 0.6 && rank === 1),
        ({ share }) => share,
      ),
  },
  {
    name: "columns-hide-it",
    claim: "With four columns uniform starts do not meet it at all.",
    source: OURS,
    check: "trapped share at four columns, the largest over δ",
    evidence: "estimated",
    expected: atMost(0.02),
    measured: ({ uniform }) =>
      mostOf(
        uniform.filter(({ rank }) => rank === 4),
        ({ share }) => share,
      ),
  },
  {
    name: "small-row",
    claim: "A start that is small on the truth's row is caught all the same, three columns or not.",
    source: OURS,
    check: "trapped share at δ = .3, that row a hundredth",
    evidence: "estimated",
    expected: atLeast(0.4),
    measured: ({ scaled }) =>
      mostOf(
        scaled.filter(({ isometryConstant, scale }) => isometryConstant === 0.3 && scale === 0.01),
        ({ share }) => share,
      ),
  },
  {
    name: "diagonal-common",
    claim: "The trap of a diagonal matrix is common at r = r*.",
    source: OURS,
    check: "trapped share of uniform starts, r* = r = 3, b = .1/3, where it is largest over b",
    evidence: "estimated",
    expected: atLeast(0.35),
    measured: ({ diagonal }) =>
      mostOf(
        diagonal.filter(({ trueRank, rank }) => trueRank === 3 && rank === 3),
        ({ share }) => share,
      ),
  },
  {
    name: "diagonal-columns",
    claim: "More columns than needed make it rare, though not impossible.",
    source: OURS,
    check: "trapped share, r* = 2, r = 5, the largest over b",
    evidence: "estimated",
    expected: atMost(0.1),
    measured: ({ diagonal }) =>
      mostOf(
        diagonal.filter(({ rank }) => rank === 5),
        ({ share }) => share,
      ),
  },
  {
    name: "four-by-four-unmet",
    claim: "Uniform starts do not meet the 4×4 point.",
    source: OURS,
    check: "share that ends at f = 1.3828125, r = 4, 5, 8",
    evidence: "estimated",
    expected: exactly(0),
    measured: ({ fourByFour }) => mostOf(fourByFour, ({ known }) => known),
  },
  {
    name: "four-by-four-others",
    claim: "At r = 4 some meet another spurious point of that matrix, which nobody put there.",
    source: OURS,
    check: "the lowest f, not the truth's, at which one of them ends",
    evidence: "estimated",
    expected: within(0.9107238, 1e-6),
    measured: ({ fourByFour: [four] }) => four.lowest,
  },
  {
    name: "generic",
    claim: "Random nonnegative matrices trap few starts.",
    source: `${OURS}; abstract: empirical success`,
    check: "trapped share, 12×12, r* = 2 and 3, half of the factor 0, r up to 6, the largest",
    evidence: "estimated",
    expected: atMost(0.1),
    measured: ({ generic }) => mostOf(generic, ({ share }) => share),
  },
  {
    name: "long-step",
    claim: "A first step that is too long is another trap: it sets all of U to 0, where the gradient is 0.",
    source: OURS,
    check:
      "share of starts, rank one seen in full, UUᵀ, that steps of 1, halved until f falls enough, take to 0 exactly",
    evidence: "estimated",
    expected: atLeast(0.2),
    measured: ({ benign: [symmetric] }) => symmetric.zeros / symmetric.longRuns,
  },
  {
    name: "long-step-sensing",
    claim: "On a near isometry it takes most starts.",
    source: OURS,
    check: "the same share at δ = .1, n = 3, r = 3",
    evidence: "estimated",
    expected: atLeast(0.5),
    measured: ({ longStepShare }) => longStepShare,
  },
  {
    name: "not-taken-for-the-truth",
    claim: "The certificate of global optimality is not taken in by any of the counterexamples.",
    source: OURS,
    check: "points where globallyOptimal does not fail with a witness",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ left }) => left.filter(({ verdict }) => verdict !== "fails").length,
  },
  {
    name: "merge-and-insert",
    claim:
      "Merging columns and inserting one along which G is negative leaves all of the counterexamples for the truth.",
    source: OURS,
    check: "counterexamples not left",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ left }) => left.filter(({ by, found }) => by === "merge and insert" && !found).length,
  },
  {
    name: "spare-column",
    claim: "Only the 4×4 matrix at r = 4 needs a column more than it has.",
    source: OURS,
    check: "most further columns among the others, and one less than there, whichever is larger",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ left }) =>
      mostOf(left, ({ family, rank, columns, by }) =>
        family === "4×4" && rank === 4 && by === "merge and insert" ? Math.abs(columns - 1) : columns,
      ),
  },
  {
    name: "level",
    claim: "So does beginning anew with one nonnegative column after the other, at the same number of columns.",
    source: OURS,
    check: "counterexamples not left",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ left }) => left.filter(({ by, found }) => by === "level" && !found).length,
  },
];
