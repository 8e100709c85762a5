import { atLeast, atMost, type Claim, within } from "../claim.ts";
import type { Findings } from "./findings.ts";
import {
  conditionSlope,
  largestDrop,
  mostOf,
  outsideRise,
  plainRuns,
  relativeSpread,
  smallSteps,
  tailSlope,
} from "./measures.ts";

const DYNAMICS = "dynamics of A, B, J, K, P";
const PHASE_1 = "phase 1 (warm-up)";
const PHASE_2 = "phase 2 (local convergence)";
const OURS = "ours";

/** What the paper says of gradient descent from a small random start, and what must come out where it is run. */
export const claims: readonly Claim<Findings>[] = [
  {
    name: "step-identities",
    claim: "One step of descent moves A, B, J and K as the formulas in the symmetrised variables say.",
    source: DYNAMICS,
    check: "largest entrywise error over random points and steps, against the library's own descent",
    evidence: "computed",
    expected: atMost(1e-14),
    measured: ({ identities }) => identities.step,
  },
  {
    name: "residual-identity",
    claim: "P moves as its formula says, with B − ηPB in the terms of D.",
    source: `${DYNAMICS}, (12), sign corrected`,
    check: "largest entrywise error over the same points",
    evidence: "computed",
    expected: atMost(1e-14),
    measured: ({ identities }) => identities.residual,
  },
  {
    name: "residual-erratum",
    claim: "As printed, with B + ηPB, the formula for P is not an identity.",
    source: "(12), version read; the erratum is ours",
    check: "least of the largest entrywise errors over the same points",
    evidence: "computed",
    expected: atLeast(1e-5),
    measured: ({ identities }) => identities.residualAsPrinted,
  },
  {
    name: "asymmetry-growth",
    claim:
      "Under gradient flow with J = K = 0, d‖B‖²/dt = −2 tr(BᵀPB) − ‖Q‖², so that B grows only where P has a negative eigenvalue.",
    source: "text on ‖B‖, sign and factor corrected",
    check: "largest error against the library's gradient at random points",
    evidence: "computed",
    expected: atMost(1e-14),
    measured: ({ identities }) => identities.growth,
  },
  {
    name: "asymmetry-growth-erratum",
    claim: "As printed, tr(BᵀPB) − ½‖Q‖², it is not.",
    source: "text on ‖B‖, version read; the erratum is ours",
    check: "least error at the same points",
    evidence: "computed",
    expected: atLeast(1e-5),
    measured: ({ identities }) => identities.growthAsPrinted,
  },
  {
    name: "five-terms",
    claim: "2f = ‖P‖² + ‖Q‖² + ‖U₁Kᵀ‖² + ‖JV₁ᵀ‖² + ‖JKᵀ‖².",
    source: "decomposition of the error",
    check: "largest error at the same points",
    evidence: "computed",
    expected: atMost(1e-12),
    measured: ({ identities }) => identities.fiveTerms,
  },
  {
    name: "signal-lemma",
    claim: "The least eigenvalue of the signal grows at least by (1 + η(σ_d − s))², less O(σ₁³η²).",
    source: "lemma on the signal, constant 22 at β = ½",
    check: "least margin over random matrices; negative would be a counterexample",
    evidence: "estimated",
    expected: atLeast(-1e-12),
    measured: ({ lemmas }) => lemmas.signal,
  },
  {
    name: "residual-lemma",
    claim:
      "A negative least eigenvalue of the residual shrinks at least by (1 − ησ_d)², less O(σ₁³η²); a positive one stays so.",
    source: "lemma on the residual, constant 22 at β = ½",
    check: "least margin over random matrices; negative would be a counterexample",
    evidence: "estimated",
    expected: atLeast(-1e-12),
    measured: ({ lemmas }) => lemmas.residual,
  },
  {
    name: "global-convergence",
    claim: "From a small random start descent reaches the global minimum.",
    source: "main theorem",
    check: "share of random starts with f ≤ 10⁻²⁰",
    evidence: "estimated",
    expected: atLeast(1),
    measured: ({ seeds }) => seeds.filter(({ converged }) => converged).length / seeds.length,
  },
  {
    name: "iteration-bound",
    claim: "T(δ) = (ln(dσ_d/ε) + ln(σ_d/δ))/(ησ_d) bounds the iterations, already with every constant 1.",
    source: "main theorem; its constants are not given",
    check: "largest share of the bound that any run to f ≤ δ from a small, balanced start took",
    evidence: "estimated",
    expected: atMost(1),
    measured: (found) => mostOf(plainRuns(found), ({ iterations, bound }) => iterations / bound.total),
  },
  {
    name: "bound-tight",
    claim: "The number of iterations is nearly tight.",
    source: "remark on the main theorem",
    check: "least share of the bound that any such run took",
    evidence: "estimated",
    expected: atLeast(0.25),
    measured: (found) => -mostOf(plainRuns(found), ({ iterations, bound }) => -iterations / bound.total),
  },
  {
    name: "time-scale",
    claim: "Only ηt matters: T₁ησ_d does not change as the step shrinks.",
    source: `${PHASE_1}: T₁ = O(ln(dσ_d/ε²)/(ησ_d))`,
    check: "spread of T₁ησ_d over the small steps, each a tenth of the one before, over its mean",
    evidence: "computed",
    expected: atMost(0.02),
    measured: (found) => relativeSpread(smallSteps(found), (run) => run.phases.grown),
  },
  {
    name: "time-scale-local",
    claim: "Nor does T₀ησ_d.",
    source: `${PHASE_1}: T₀ = T₁ + O(ln κ/(ησ_d))`,
    check: "spread of T₀ησ_d over the same runs, over its mean",
    evidence: "computed",
    expected: atMost(0.02),
    measured: (found) => relativeSpread(smallSteps(found), (run) => run.phases.local),
  },
  {
    name: "logistic-growth",
    claim: "The signal grows by the logistic equation of the scalar case: T₁ ≈ ln(σ_d/σ_d(A₀)² − 1)/(2ησ_d).",
    source: "gradient-flow corollary; the prediction of T₁ is ours",
    check: "largest deviation of T₁ from the prediction over the step sizes, over the prediction",
    evidence: "estimated",
    expected: atMost(0.25),
    measured: ({ steps }) =>
      mostOf(steps, ({ phases, predictedGrowth }) => Math.abs((phases.grown ?? Number.NaN) / predictedGrowth - 1)),
  },
  {
    name: "tail-slope",
    claim: "In the local phase the error falls by (1 − ησ_d) an iteration, f by its square.",
    source: `${PHASE_2}; the paper proves (1 − ησ_d/2), the sharp rate is ours`,
    check: "slope of ln f over ln(1 − ησ_d), the farthest from 2 over the runs to f ≤ δ on the first instance",
    evidence: "estimated",
    expected: within(2, 0.01),
    measured: tailSlope,
  },
  {
    name: "signal-monotone",
    claim: "σ_d(A) never falls.",
    source: `${PHASE_1}, nearly`,
    check: "largest fall between recorded iterations over the small steps",
    evidence: "computed",
    expected: atMost(1e-14),
    measured: (found) => mostOf(smallSteps(found), largestDrop),
  },
  {
    name: "asymmetry-small",
    claim: "‖B‖ stays small: at most twice its start in the proof, and here never above it.",
    source: `${PHASE_1}, invariant (ii)`,
    check: "largest ‖B‖/‖B₀‖ over all random starts",
    evidence: "estimated",
    expected: atMost(1),
    measured: ({ seeds }) => mostOf(seeds, ({ rows }) => mostOf(rows, (row) => row.asymmetry) / rows[0].asymmetry),
  },
  {
    name: "outside-shrinks",
    claim: "‖J‖ and ‖K‖ never grow.",
    source: `${PHASE_1}, invariant (iii)`,
    check: "largest rise between recorded iterations over the small steps",
    evidence: "computed",
    expected: atMost(1e-14),
    measured: (found) => mostOf(smallSteps(found), outsideRise),
  },
  {
    name: "signal-bounded",
    claim: "AAᵀ ⪯ 2S_d all along.",
    source: `${PHASE_1}, invariant (i)`,
    check: "recorded iterations of random starts where it fails",
    evidence: "estimated",
    expected: atMost(0),
    measured: ({ seeds }) => seeds.flatMap(({ rows }) => rows.filter(({ bounded }) => !bounded)).length,
  },
  {
    name: "imbalance-drift",
    claim: "UᵀU − VᵀV, constant under gradient flow, drifts by O(η): a tenth of the step, a tenth of the drift.",
    source: "conservation law of the flow",
    check: "drift of ‖UᵀU − VᵀV‖ up to T₀ at the first small step over that at the second",
    evidence: "computed",
    expected: within(10, 0.15),
    measured: (found) => {
      const [coarse, fine] = smallSteps(found).map(({ rows, phases: { local } }) => {
        const end = rows.find(({ iteration }) => iteration >= (local ?? Number.POSITIVE_INFINITY));
        return Math.abs((end?.imbalance ?? Number.NaN) - rows[0].imbalance);
      });
      return coarse / fine;
    },
  },
  {
    name: "asymmetry-remains",
    claim: "B does not vanish: it converges to a small constant.",
    source: PHASE_2,
    check: "least ‖B‖ at the end over its value at T₀, over all random starts",
    evidence: "estimated",
    expected: atLeast(0.5),
    measured: ({ seeds }) =>
      -mostOf(seeds, ({ rows, phases: { local } }) => {
        const at = rows.find(({ iteration }) => iteration === local);
        return -rows[rows.length - 1].asymmetry / (at?.asymmetry ?? Number.NaN);
      }),
  },
  {
    name: "condition-number",
    claim: "At a fixed step times σ₁ the iterations grow linearly with the condition number.",
    source: "main theorem: 1/(ησ_d) = κ/(ησ₁)",
    check: "slope of ln T against ln κ from κ = 5 on, the farthest from 1 over shapes and ranks",
    evidence: "estimated",
    expected: within(1, 0.1),
    measured: conditionSlope,
  },
  {
    name: "large-start",
    claim: "Without a small start the invariants fail: at ε = ½√σ₁, AAᵀ ⪯ 2S_d does not hold, and descent is slower.",
    source: `${OURS}: beyond the theorem's reach`,
    check: "iterations at ε = ½√σ₁ over those at 10⁻²√σ₁, where AAᵀ ⪯ 2S_d fails at the former; else 0",
    evidence: "estimated",
    expected: atLeast(2),
    measured: ({ scales }) => {
      const [, small, , large] = scales;
      return large.rows.some(({ bounded }) => !bounded) ? large.iterations / small.iterations : 0;
    },
  },
  {
    name: "unbalanced-start",
    claim: "An unbalanced start slows the end: the larger ‖B‖, the longer it takes.",
    source: `${OURS}: beyond the theorem's reach`,
    check: "iterations from (30U₀, V₀/30) over those from (U₀, V₀)",
    evidence: "estimated",
    expected: atLeast(1.5),
    measured: ({ unbalanced }) => unbalanced[unbalanced.length - 1].iterations / unbalanced[0].iterations,
  },
];
