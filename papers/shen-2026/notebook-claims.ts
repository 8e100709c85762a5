import { atMost, type Claim, exactly, within } from "../claim.ts";
import type { Findings } from "./findings.ts";
import { largestError } from "./measures.ts";
import { PRINTED } from "./printed.ts";

const BASIC = "authors' notebook, 2×2";
const COMPLETION = "authors' notebook, n = 3";
const REAL = "authors' notebook, 3×3";
const OURS = "ours";

/** The numbers of the authors' three small instances, and what the formulas say there. */
export const notebookClaims: readonly Claim<Findings>[] = [
  {
    name: "stalled-point",
    claim: "Gradient descent stalls at a spurious point of perturbed completion: x = (−.913447, −6.6·10⁻⁷, .913916).",
    source: COMPLETION,
    check: "largest difference from the printed digits, from the notebook's start",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ notebooks }) => largestError(notebooks.completion.stalled.point, PRINTED.stalled),
  },
  {
    name: "spectral-objects",
    claim: "There λ = −.330320 and σ = 1.292141.",
    source: COMPLETION,
    check: "larger difference from the printed digits",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ notebooks: { completion } }) =>
      largestError([completion.lambda, completion.sigma], [PRINTED.lambda, PRINTED.sigma]),
  },
  {
    name: "feasibility-two",
    claim: "The escape feasibility score of the 2×2 instance is 1.000, not above 1.",
    source: BASIC,
    check: "the score with δ = ½ at the spurious point",
    evidence: "computed",
    expected: within(1, 1e-6),
    measured: ({ notebooks }) => notebooks.twoByTwo.feasibilityThere.score,
  },
  {
    name: "feasibility-completion",
    claim: "That of perturbed completion at n = 3, ε = .3 is .106.",
    source: COMPLETION,
    check: "the score with the printed δ = .866",
    evidence: "computed",
    expected: within(0.106, 0.005),
    measured: ({ notebooks }) => notebooks.completion.feasibility.score,
  },
  {
    name: "feasibility-three",
    claim: "That of the 3×3 instance is .2276.",
    source: REAL,
    check: "the score with the printed δ = .875",
    evidence: "computed",
    expected: within(0.2276, 0.002),
    measured: ({ notebooks }) => notebooks.threeByThree.feasibilityThere.score,
  },
  {
    name: "multi-step-norms",
    claim:
      "The parts of the lifted point have the norms 16.765208, .300906 and 48.656499 after 59,000 steps: the invisible one dominates.",
    source: COMPLETION,
    check: "largest difference from the printed digits; 1 where another part dominates",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ notebooks: { completion } }) => {
      const { logNorms, dominant } = completion.step;
      const norms = [logNorms.point, logNorms.oracle, logNorms.invisible].map(Math.exp);
      return dominant === "invisible" ? largestError(norms, PRINTED.norms) : 1;
    },
  },
  {
    name: "surrogate-values",
    claim:
      "The notebook's diagonal surrogate of the lifted objective is 1.488696, 1.488384, 1.333273, 1.999823 and .049900 on the way.",
    source: COMPLETION,
    check: "largest difference, at the sign of u that the notebook's numbers belong to",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ notebooks: { completion } }) => largestError(Object.values(completion.surrogate), PRINTED.surrogate),
  },
  {
    name: "lifted-values",
    claim:
      "The lifted objective itself is 2592.52, 2592.32, 758.89 and 64.41 there: other numbers than the surrogate's.",
    source: `${OURS}, by another program`,
    check: "largest relative difference from the check's numbers",
    evidence: "computed",
    expected: atMost(2e-5),
    measured: ({ notebooks: { completion } }) => {
      const { lifted } = completion;
      const values = [lifted.stalled, lifted.started, lifted.stepped, lifted.invisible];
      return largestError(values, [2592.52, 2592.32, 758.89, 64.41], true);
    },
  },
  {
    name: "jump-completion",
    claim: "The multi-step jump leads from f = .330275 at a distance of 2.605 to 1.953·10⁻⁴ at .02666.",
    source: COMPLETION,
    check: "largest relative difference from the numbers that another program finds by the notebook's formulas",
    evidence: "computed",
    expected: atMost(2e-4),
    measured: ({ notebooks: { completion } }) =>
      largestError(
        [completion.stalled.value, completion.stalled.distance, completion.jumped.value, completion.jumped.distance],
        [0.330275, 2.605313, 1.953e-4, 0.02666],
        true,
      ),
  },
  {
    name: "jump-two",
    claim:
      "In the 2×2 instance it leads from f = .3750 to .0707, from a distance of 1.1 to .37, and descent from there to the truth.",
    source: BASIC,
    check: "largest difference from .3750, .0707, .3756; 1 where descent ends farther than 10⁻³ away",
    evidence: "computed",
    expected: atMost(1e-4),
    measured: ({ notebooks: { twoByTwo } }) =>
      twoByTwo.ended.distance < 1e-3
        ? largestError(
            [twoByTwo.stalled.value, twoByTwo.jumped.value, twoByTwo.jumped.distance],
            [0.375, 0.0707, 0.3756],
          )
        : 1,
  },
  {
    name: "jump-rises",
    claim:
      "The multi-step jump need not lower the objective: in the 3×3 instance f rises from .0583 to .0727, and descent still ends at the truth.",
    source: REAL,
    check: "rise at the jump; 0 where descent does not end at the truth",
    evidence: "computed",
    expected: within(0.0146, 0.02),
    measured: ({ notebooks: { threeByThree } }) =>
      threeByThree.ended.distance < 1e-3 ? threeByThree.jumped.value - threeByThree.stalled.value : 0,
  },
  {
    name: "ray-falls",
    claim:
      "The lowest point of the ray along E X is lower in all three: f = .0525 in the 3×3 instance, without a parameter.",
    source: OURS,
    check: "largest f there over f where descent stalled",
    evidence: "computed",
    expected: atMost(0.905),
    measured: ({ notebooks }) =>
      Math.max(...Object.values(notebooks).map(({ stalled, rayJumped }) => rayJumped.value / stalled.value)),
  },
  {
    name: "ray-ends",
    claim: "Descent from there ends at the truth in all three.",
    source: OURS,
    check: "largest distance at the end of as many steps as the notebooks take",
    evidence: "computed",
    expected: atMost(1e-3),
    measured: ({ notebooks }) => Math.max(...Object.values(notebooks).map(({ rayEnded }) => rayEnded.distance)),
  },
  {
    name: "gram-form",
    claim: "The lifted objective at a sum of lifted vectors needs no tensor: it is a sum of powers of inner products.",
    source: OURS,
    check: "largest relative error against the tensor of order 3, entry by entry, at random sums of three",
    evidence: "computed",
    expected: atMost(1e-10),
    measured: ({ tensors }) => tensors.gram,
  },
  {
    name: "lifted-curvature",
    claim:
      "In the 2×2 instance the lifted objective of order 3 is .4921875 at the spurious point and curves by −1.7578125 along the oracle direction.",
    source: OURS,
    check: "largest difference of tensor, formula and these numbers",
    evidence: "computed",
    expected: atMost(1e-12),
    measured: ({ tensors: { value, curvature, formula } }) =>
      largestError([value, curvature, formula], [0.4921875, -1.7578125, -1.7578125]),
  },
  {
    name: "required-order",
    claim:
      "Lifted, the stalled point of perturbed completion is a strict saddle from order 5 on, where the bound with |λ|^l sees none.",
    source: OURS,
    check: "the least odd order from which on the exact curvature is negative",
    evidence: "computed",
    expected: exactly(5),
    measured: ({ notebooks }) => notebooks.completion.requiredOrder ?? Number.NaN,
  },
  {
    name: "curvature-by-order",
    claim: "Its curvature is .61, −.95, −2.2 and −4.5 at the orders 3, 5, 7 and 11.",
    source: `${OURS}, by another program`,
    check: "largest relative difference",
    evidence: "computed",
    expected: atMost(0.02),
    measured: ({ notebooks: { completion } }) =>
      largestError([3, 5, 7, 11].map(completion.curvature), [0.61, -0.95, -2.2, -4.5], true),
  },
];
