import type { NumberTable } from "../paper.ts";
import type { Findings } from "./findings.ts";

/** All tables. */
export function tables(found: Findings): NumberTable[] {
  return [
    counterexamples(found),
    benign(found),
    widths(found),
    positive(found),
    uniform(found),
    scaled(found),
    diagonal(found),
    fourByFour(found),
    generic(found),
    waysOut(found),
  ];
}

function counterexamples({ atSpurious }: Findings): NumberTable {
  return {
    title: "The counterexamples",
    caption:
      "At each spurious point: f, its distance from the formula, how much the first-order conditions are broken, the least multiplier of an entry that is 0 (– without one), the distance of its product from the truth's, the least rise over random feasible points nearby, where projected gradient from nearby ends, and what secondOrderNonnegative says.",
    columns: [
      "kind",
      "instance",
      "r",
      "f",
      "|f − formula|",
      "violation",
      "multiplier",
      "‖X − M‖/‖M‖",
      "least rise",
      "|f after return − f|",
      "strict minimum",
    ],
    rows: atSpurious.map((it) => [
      it.family,
      it.name,
      it.rank,
      it.value,
      Math.abs(it.value - it.height),
      it.violation,
      Number.isFinite(it.multiplier) ? it.multiplier : "–",
      it.error,
      it.lowest,
      it.returned,
      it.verdict,
    ]),
  };
}

function benign({ benign, longStepShare }: Findings): NumberTable {
  return {
    title: "Rank one, seen in full",
    caption: `Random zzᵀ and xyᵀ, 2 to 8 rows, 1 to 4 columns, uniform starts. The last column: starts that Armijo's rule from steps of 1 takes to 0 exactly; on a near isometry, δ = .1, n = 3, r = 3, a share of ${longStepShare}.`,
    columns: ["", "instances", "failures of projected gradient", "over-long steps that end at 0"],
    rows: benign.map((it) => [
      it.symmetric ? "UUᵀ" : "UVᵀ",
      it.instances,
      it.failures,
      `${it.zeros} of ${it.longRuns}`,
    ]),
  };
}

function widths({ widths }: Findings): NumberTable {
  return {
    title: "The width of the trap",
    caption:
      "Near isometry, n = 2, r = 1, θ = π/4: the largest a from which projected gradient, started at (a, √p), ends at (0, √p), by bisection.",
    columns: ["δ", "width", "s √(p/2)", "width/δ^1.5"],
    rows: widths.map((it) => [it.isometryConstant, it.width, it.predicted, it.width / it.isometryConstant ** 1.5]),
  };
}

function positive({ positive }: Findings): NumberTable {
  return {
    title: "Truths without a zero",
    caption:
      "z = (cos φ, sin φ), U = sin φ e₂wᵀ: its multipliers at 98 % and 102 % of the threshold, and ‖U‖² + δ‖UUᵀ − zzᵀ‖ over min z at 102 %.",
    columns: ["φ", "r", "threshold of δ", "multiplier below", "multiplier above", "protection"],
    rows: positive.map((it) => [it.angle, it.rank, it.threshold, it.below, it.above, it.protection]),
  };
}

function uniform({ uniform, runs }: Findings): NumberTable {
  return {
    title: "Uniform starts on a near isometry",
    caption: `Share of ${runs} starts with entries uniform in [0, 1] that projected gradient does not bring to the truth, θ = arctan √2.`,
    columns: ["n", "r", "δ", "trapped"],
    rows: uniform.map((it) => [it.size, it.rank, it.isometryConstant, it.share]),
  };
}

function scaled({ scaled, runs }: Findings): NumberTable {
  return {
    title: "Starts with a small row",
    caption: `The same, n = 4, r = 3, with the truth's row of each of the ${runs} starts scaled.`,
    columns: ["δ", "scale", "trapped"],
    rows: scaled.map((it) => [it.isometryConstant, it.scale, it.share]),
  };
}

function diagonal({ diagonal, runs }: Findings): NumberTable {
  return {
    title: "Uniform starts on a diagonal matrix",
    caption: `diag(1, b, …, b) of rank r*, seen in full: share of ${runs} starts trapped.`,
    columns: ["r*", "r", "b", "trapped"],
    rows: diagonal.map((it) => [it.trueRank, it.rank, it.lesser, it.share]),
  };
}

function fourByFour({ fourByFour, runs }: Findings): NumberTable {
  return {
    title: "Uniform starts on the 4×4 matrix",
    caption: `Shares of ${runs} starts that end at its known spurious minimum, and elsewhere but not at the truth.`,
    columns: ["r", "at f = 1.3828125", "elsewhere", "least f elsewhere"],
    rows: fourByFour.map((it) => [it.rank, it.known, it.other, Number.isNaN(it.lowest) ? "–" : it.lowest]),
  };
}

function generic({ generic, runs }: Findings): NumberTable {
  return {
    title: "Random matrices",
    caption: `ZZᵀ, 12×12, entries of Z 0 or uniform with equal chances, seen in full: share of ${runs} matrices that trap a uniform start.`,
    columns: ["r*", "r", "trapped"],
    rows: generic.map((it) => [it.trueRank, it.rank, it.share]),
  };
}

function waysOut({ left }: Findings): NumberTable {
  return {
    title: "Ways out",
    caption: "From each spurious point: jumps taken, columns more than before, and f after the last descent.",
    columns: ["kind", "instance", "r", "by", "jumps", "further columns", "f"],
    rows: left.map((it) => [it.family, it.name, it.rank, it.by, it.jumps, it.columns, it.value]),
  };
}
