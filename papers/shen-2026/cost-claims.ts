import { atLeast, atMost, type Claim, within } from "../claim.ts";
import type { Findings } from "./findings.ts";
import { largestError } from "./measures.ts";

const NETWORK = "authors' notebook, Iris";
const OURS = "ours";

/** What the tensor would cost, and a network trained with the escape. */
export const costClaims: readonly Claim<Findings>[] = [
  {
    name: "lifting-work",
    claim:
      "At n = 10 and order 3 one gradient of the lifted objective costs more than the whole way to the truth without the tensor.",
    source: OURS,
    check: "ratio of multiply-adds",
    evidence: "computed",
    expected: atLeast(10),
    measured: ({ costs }) => {
      const { tensorGradient, way, found } = costs.find(({ size }) => size === 10)!;
      return found ? tensorGradient / way : 0;
    },
  },
  {
    name: "lifting-memory",
    claim: "Nor is its memory any help: a lifted point has n^l numbers, and w wᵀ n^{2l}.",
    source: OURS,
    check: "ratio of bytes at n = 10, order 3",
    evidence: "computed",
    expected: atLeast(1000),
    measured: ({ costs }) => {
      const { tensorBytes, bytes } = costs.find(({ size }) => size === 10)!;
      return tensorBytes / bytes;
    },
  },
  {
    name: "network-plateau",
    claim: "Training the Iris network stalls at a loss of 3.2152·10⁻².",
    source: NETWORK,
    check: "the loss where the authors' rule tells a stall",
    evidence: "computed",
    expected: within(3.2152e-2, 2e-5),
    measured: ({ network }) => network.plateau,
  },
  {
    name: "network-saddle",
    claim: "The stall is a strict saddle with a vanishing second neuron: λ = −.018.",
    source: `${OURS}; the authors call it a spurious point`,
    check: "λ; NaN where the second neuron is not below 10⁻⁴",
    evidence: "computed",
    expected: within(-0.0182, 0.01),
    measured: ({ network }) => (network.leastSingular < 1e-4 ? network.lambda : Number.NaN),
  },
  {
    name: "network-jump",
    claim: "The escape lowers the loss to 3.0609·10⁻².",
    source: NETWORK,
    check: "the loss at the lowest point of the line, which theirs searches on a grid",
    evidence: "computed",
    expected: within(3.0607e-2, 1e-4),
    measured: ({ network }) => network.jumped,
  },
  {
    name: "network-end",
    claim: "Training ends at 2.8569·10⁻² after it.",
    source: NETWORK,
    check: "the loss at the last iteration",
    evidence: "computed",
    expected: within(2.8569e-2, 1e-4),
    measured: ({ network }) => network.oracle.train,
  },
  {
    name: "network-test",
    claim: "There is no gain on flowers that were not trained on: 3.98·10⁻² before, 4.08·10⁻² after.",
    source: NETWORK,
    check: "larger relative difference",
    evidence: "computed",
    expected: atMost(2e-3),
    measured: ({ network }) => largestError([network.descent.test, network.oracle.test], [0.0398, 0.0408], true),
  },
];
