import { atLeast, atMost, type Claim, exactly } from "../claim.ts";
import type { Findings } from "./findings.ts";
import { largestError, printedFor, rate, ratesOf, totalOf } from "./measures.ts";

const RATES = "authors' figure of success rates";
const OURS = "ours";

/** Jumping, descending and accepting where it is lower: when it works, how often, and at what cost. */
export const escapeClaims: readonly Claim<Findings>[] = [
  {
    name: "single-step",
    claim:
      "At n = 40, ε = .1 and one flipped sign the exact feasibility is 1.142, and one step of length 1.7083 lowers f from .676183 to .185440.",
    source: OURS,
    check: "largest relative difference from these numbers",
    evidence: "computed",
    expected: atMost(5e-4),
    measured: ({ flips: [one] }) =>
      largestError(
        [one.feasibility, one.length, one.value, one.lineMeasured],
        [1.142, 1.7083, 0.676183, 0.18544],
        true,
      ),
  },
  {
    name: "single-step-prediction",
    claim: "f along the line is the quartic that is predicted.",
    source: OURS,
    check: "largest relative difference of predicted and measured f, where the line has another minimum",
    evidence: "computed",
    expected: atMost(1e-10),
    measured: ({ flips }) =>
      Math.max(...flips.map(({ line, lineMeasured }) => (Number.isNaN(line) ? 0 : Math.abs(line / lineMeasured - 1)))),
  },
  {
    name: "feasibility-decides",
    claim: "The line has a lower point exactly where the exact feasibility is above 1.",
    source: OURS,
    check: "minima of n = 40, ε = .1 where the two disagree",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ flips }) => flips.filter(({ feasibility, line, value }) => feasibility > 1 !== line < value).length,
  },
  {
    name: "fall-not-generic",
    claim: "A lower start is no rule: of the ten kinds of minima at n = 40, ε = .1 four have none.",
    source: OURS,
    check: "minima without a lower start among all rays and lines",
    evidence: "computed",
    expected: exactly(4),
    measured: ({ flips }) => flips.filter(({ lowest, value }) => !(lowest < value)).length,
  },
  {
    name: "jump-descend-accept",
    claim: "Descent from a start that lies higher reaches the truth from all ten.",
    source: OURS,
    check: "share of them",
    evidence: "computed",
    expected: exactly(1),
    measured: ({ flips }) => flips.filter(({ found }) => found).length / flips.length,
  },
  {
    name: "success-rate",
    claim:
      "Jump, descend, accept if lower finds the truth of perturbed completion in every trial, at every size and every ε.",
    source: `${OURS}; the authors print .60 to .98`,
    check: "least rate over sizes and ε = .15, .10, .05",
    evidence: "estimated",
    expected: exactly(1),
    measured: ({ completion }) => Math.min(...ratesOf(completion, ({ oracle }) => oracle)),
  },
  {
    name: "success-above-print",
    claim: "The escape raises the success rate of gradient descent.",
    source: RATES,
    check: "least difference of our rate and the printed one, where one is printed",
    evidence: "estimated",
    expected: atLeast(0),
    measured: ({ completion }) =>
      Math.min(...completion.map((run) => rate(run.oracle, run) - (printedFor(run)?.oracle ?? 0))),
  },
  {
    name: "success-scales",
    claim: "Nor does the scale of the start matter, from .01 to 1.",
    source: OURS,
    check: "least rate at n = 40, ε = .1",
    evidence: "estimated",
    expected: exactly(1),
    measured: ({ scales }) => Math.min(...ratesOf(scales, ({ oracle }) => oracle)),
  },
  {
    name: "descent-alone",
    claim: "Gradient descent alone, from the same starts, seldom finds it where ε is small.",
    source: RATES,
    check: "largest rate at n = 40, ε ≤ .1",
    evidence: "estimated",
    expected: atMost(0.2),
    measured: ({ completion }) =>
      Math.max(
        ...ratesOf(
          completion.filter(({ options }) => options.size === 40 && options.perturbation <= 0.1),
          ({ descent }) => descent,
        ),
      ),
  },
  {
    name: "perturbation-stays",
    claim: "Perturbed gradient descent does not leave a minimum: it finds the truth no more often than descent alone.",
    source: OURS,
    check: "largest difference of the two rates",
    evidence: "estimated",
    expected: atMost(0),
    measured: ({ completion }) => {
      const [perturbed, descent] = [
        ratesOf(completion, (run) => run.perturbed),
        ratesOf(completion, (run) => run.descent),
      ];
      return Math.max(...perturbed.map((share, k) => share - descent[k]));
    },
  },
  {
    name: "less-work-than-restarts",
    claim: "Where descent stalls, the escape takes less work than four random restarts.",
    source: OURS,
    check: "largest ratio of their applications of 𝒜 and 𝒜*, the first descent with both, where restarts were needed",
    evidence: "estimated",
    expected: atMost(1),
    measured: ({ completion }) =>
      Math.max(
        ...completion.map(({ oracle, restarts, escapes }) => (escapes > 0 ? oracle.work / (restarts?.work ?? 0) : 0)),
      ),
  },
  {
    name: "sensing-gain",
    claim: "In gaussian sensing near the threshold the escape finds the truth where descent alone does not.",
    source: OURS,
    check: "gain in the share of instances solved, over all settings",
    evidence: "estimated",
    expected: atLeast(0.1),
    measured: (found) => totalOf(found, ({ oracle }) => oracle).share - totalOf(found, ({ descent }) => descent).share,
  },
  {
    name: "sensing-work",
    claim: "It does so by less work than four random restarts.",
    source: OURS,
    check: "ratio of their applications of 𝒜 and 𝒜*, over all settings, the first descent with both",
    evidence: "estimated",
    expected: atMost(1),
    measured: (found) => totalOf(found, ({ oracle }) => oracle).work / totalOf(found, ({ restarts }) => restarts).work,
  },
  {
    name: "sensing-success",
    claim: "It finds the truth no less often than four random restarts do.",
    source: OURS,
    check: "share that it solves, less the share that restarts solve, over all settings",
    evidence: "estimated",
    expected: atLeast(0),
    measured: (found) =>
      totalOf(found, ({ oracle }) => oracle).share - totalOf(found, ({ restarts }) => restarts).share,
  },
  {
    name: "sensing-restarts",
    claim: "Restarts after it solve what it leaves: the two in turn solve no fewer instances than restarts alone.",
    source: OURS,
    check: "share that restarts solve, less that of the escape with restarts after it",
    evidence: "estimated",
    expected: atMost(0),
    measured: (found) => totalOf(found, ({ restarts }) => restarts).share - totalOf(found, ({ both }) => both).share,
  },
  {
    name: "ablation",
    claim: "Whatever ρ, η, t and from order 3 on, descent from the forced jump ends at the truth.",
    source: "authors' ablations",
    check: "share of the values tried, n = 3, ε = .3",
    evidence: "computed",
    expected: exactly(1),
    measured: ({ ablation }) => ablation.filter(({ found }) => found).length / ablation.length,
  },
  {
    name: "order-three-overshoots",
    claim: "At order 3 the power 1/l leads the notebook's jump to f of 10¹³.",
    source: OURS,
    check: "f where it leads",
    evidence: "computed",
    expected: atLeast(1e13),
    measured: ({ ablation }) =>
      ablation.find(({ parameter, value }) => parameter === "order" && value === 3)?.jumped ?? Number.NaN,
  },
];
