import { atLeast, atMost, type Claim, exactly, within } from "../claim.ts";
import type { Findings } from "./findings.ts";
import { heightError, leastOf, mostOf, of, widthExponent } from "./measures.ts";

const BENIGN = "abstract: rank one, δ = 0";
const PARTLY = "abstract: any δ > 0, however many columns; the instance is ours";
const HIGHER = "abstract of v2: r* > 1, however many columns; the instance is ours";
const OURS = "ours";
/** Rounding. */
const [EXACT, LOWER] = [1e-12, -1e-13];

/** Where minima are, and what they are like. */
export const landscapeClaims: readonly Claim<Findings>[] = [
  {
    name: "rank-one-benign",
    claim:
      "Of a rank-one matrix with nonnegative factors, seen in full, every second-order critical point is the truth.",
    source: `${BENIGN}; tried by descent`,
    check: "random instances zzᵀ and xyᵀ, 1 to 4 columns, where projected gradient ends elsewhere",
    evidence: "estimated",
    expected: exactly(0),
    measured: ({ benign }) => benign.reduce((sum, { failures }) => sum + failures, 0),
  },
  {
    name: "zero-is-saddle",
    claim: "0 is critical there, too, but a strict saddle: its curvature along the truth's factors is −2‖x‖²‖y‖².",
    source: OURS,
    check: "largest relative difference over the same instances",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: ({ benign }) => mostOf(benign, ({ curvatureError }) => curvatureError),
  },
  {
    name: "isometry-constant",
    claim: "The measurements of the counterexamples magnify by 1 ± δ and no more.",
    source: OURS,
    check: "largest difference of the eigenvalues of 𝒜𝒜* from 1 − δ, 1, …, 1, 1 + δ",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "near isometry", "near isometry, U Vᵀ"), ({ spectrum }) => spectrum),
  },
  {
    name: "near-isometry-height",
    claim:
      "At δ from .001 to .9 and 1 to 10 columns U = √p v wᵀ, p = δ/√2, has f = (1 − p²)/2: it does not vanish with δ.",
    source: PARTLY,
    check: "largest |f − (1 − p²)/2|",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "near isometry"), heightError),
  },
  {
    name: "near-isometry-critical",
    claim: "These points meet the first-order conditions.",
    source: PARTLY,
    check: "largest |gradient| where a point is positive, −gradient where it is 0",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "near isometry"), ({ violation }) => violation),
  },
  {
    name: "near-isometry-nothing-recovered",
    claim: "Nothing of the truth is in them.",
    source: OURS,
    check: "least ‖X − M‖/‖M‖",
    evidence: "computed",
    expected: atLeast(1),
    measured: (found) => leastOf(of(found, "near isometry", "near isometry, U Vᵀ"), ({ error }) => error),
  },
  {
    name: "asymmetric",
    claim: "The same holds for UVᵀ.",
    source: PARTLY,
    check: "largest |f − (1 − p²)/2| and first-order violation, whichever is larger",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "near isometry, U Vᵀ"), (it) => Math.max(heightError(it), it.violation)),
  },
  {
    name: "compressive",
    claim: "And with fewer measurements than the matrix has numbers.",
    source: PARTLY,
    check: "159 of 210 measurements, n = 20: largest |f − .49| and first-order violation, whichever is larger",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "compressive"), (it) => Math.max(heightError(it), it.violation)),
  },
  {
    name: "diagonal",
    claim: "diag(1, b₂, …), all b below 1/r, is seen in full and has a spurious point with f = ½ Σ b² and no gradient.",
    source: HIGHER,
    check: "largest |f − ½ Σ b²| and |gradient|, whichever is larger; r* = 2, 3, 10, r up to 20, UUᵀ and UVᵀ",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "diagonal"), (it) => Math.max(heightError(it), it.violation)),
  },
  {
    name: "four-by-four",
    claim: "One 4×4 matrix, seen in full, has a spurious point with f = 1.3828125 for every r ≥ 4.",
    source: HIGHER,
    check: "largest |f − 1.3828125| and first-order violation, whichever is larger; r = 4, 5, 8, 20, UUᵀ and UVᵀ",
    evidence: "computed",
    expected: atMost(EXACT),
    measured: (found) => mostOf(of(found, "4×4"), (it) => Math.max(heightError(it), it.violation)),
  },
  {
    name: "four-by-four-error",
    claim: "The spurious product is 7.886 % away from it.",
    source: OURS,
    check: "‖X − M‖/‖M‖",
    evidence: "computed",
    expected: within(0.07886, 1e-4),
    measured: (found) => mostOf(of(found, "4×4"), ({ error }) => error),
  },
  {
    name: "reduced-hessian",
    claim:
      "The 4×4 point is a strict minimum but for copies: in VVᵀ and the two other columns the Hessian is positive definite.",
    source: OURS,
    check: "its least eigenvalue",
    evidence: "computed",
    expected: within(0.4073, 1e-3),
    measured: ({ reduced: [one] }) => one[0],
  },
  {
    name: "reduced-hessian-asymmetric",
    claim: "For UVᵀ it has two zeros, the scalings of the two columns, and is positive otherwise.",
    source: OURS,
    check: "its third eigenvalue, where the first two are 0 to rounding",
    evidence: "computed",
    expected: within(0.2592, 1e-3),
    measured: ({ reduced: [, two] }) => (Math.max(...two.slice(0, 2).map(Math.abs)) < EXACT ? two[2] : Number.NaN),
  },
  {
    name: "minima",
    claim: "All of these are local minima.",
    source: OURS,
    check: "least f − f there over random feasible points nearby, all counterexamples",
    evidence: "estimated",
    expected: atLeast(LOWER),
    measured: ({ atSpurious }) => leastOf(atSpurious, ({ lowest }) => lowest),
  },
  {
    name: "return",
    claim: "Projected gradient from nearby comes back to them.",
    source: OURS,
    check: "largest |f − f there| where it ends",
    evidence: "estimated",
    expected: atMost(1e-11),
    measured: ({ atSpurious }) => mostOf(atSpurious, ({ returned }) => returned),
  },
  {
    name: "certified-minima",
    claim:
      "Second derivatives on the critical cone show the diagonal and the 4×4 points to be strict minima, copies aside, and no point to be none.",
    source: OURS,
    check: "of the former those where secondOrderNonnegative does not hold, and of all those where it fails",
    evidence: "computed",
    expected: exactly(0),
    measured: (found) =>
      of(found, "diagonal", "4×4").filter(({ verdict }) => verdict !== "holds").length +
      found.atSpurious.filter(({ verdict }) => verdict === "fails").length,
  },
  {
    name: "width-exponent",
    claim: "The trap is about δ^1.5 wide.",
    source: OURS,
    check: "slope of the basin's measured width, n = 2, r = 1, δ from .001 to .1",
    evidence: "estimated",
    expected: within(1.5, 0.02),
    measured: widthExponent,
  },
  {
    name: "width-constant",
    claim: "To first order its width is s √(p/2).",
    source: OURS,
    check: "measured over predicted at δ = .001",
    evidence: "computed",
    expected: within(1, 0.01),
    measured: ({ widths }) => widths[widths.length - 1].width / widths[widths.length - 1].predicted,
  },
  {
    name: "positive-protected",
    claim:
      "Where z has no zero, every critical point but 0 has ‖U‖² + δ‖UUᵀ − zzᵀ‖ ≥ min z: small δ leave no trap near 0.",
    source: OURS,
    check: "least share of min z at constructed critical points",
    evidence: "computed",
    expected: atLeast(1),
    measured: ({ positive }) => leastOf(positive, ({ protection }) => protection),
  },
  {
    name: "positive-threshold",
    claim: "For z = (cos φ, sin φ) there is one again above δ = √2 tan φ/√(1 + 2 tan² φ).",
    source: OURS,
    check:
      "instances where sin φ e₂wᵀ is not critical at 102 % of it, is not returned to, or has a multiplier ≥ 0 at 98 %",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ positive }) =>
      positive.filter((it) => !(it.below < 0 && it.above > 0 && it.violation < EXACT && it.returned < EXACT)).length,
  },
];
