import type { NumberTable } from "../paper.ts";
import type { Findings } from "./experiments.ts";
import { factorsOf, leastAloneAlong, leastAlong, mostOnRows, newtonOrder, worstFactor } from "./measures.ts";

/** The numbers behind the claims. */
export function tables(found: Findings): NumberTable[] {
  return [
    atTruth(found),
    runs(found),
    inside(found),
    strongConvexity(found),
    around(found),
    variants(found),
    scaled(found),
    noise(found),
    overTime(found),
    starts(found),
    finish(found),
    spurious(found),
  ];
}

const MODELS = "12×10, rank 3, singular values 3, 2, 1, observed without noise";

function atTruth({ atTruth }: Findings): NumberTable {
  return {
    title: "Spectra at the truth",
    caption: `${MODELS}. μ and ℓ over the tangent space; eigenvalues of ∇²f over the largest one.`,
    columns: [
      "model",
      "zeros of ∇²f",
      "largest zero",
      "least other",
      "μ",
      "ℓ",
      "λ_min(f + R)",
      "μs_r",
      "λ_max(f + R)",
      "2ℓs₁",
    ],
    rows: atTruth.map((it) => [
      it.model,
      it.zeros,
      it.largestZero,
      it.leastOther,
      it.tangent.smallest,
      it.tangent.largest,
      it.least,
      it.leastBound,
      it.most,
      it.mostBound,
    ]),
  };
}

function runs({ runs }: Findings): NumberTable {
  const [{ rows }] = runs;
  return {
    title: "Descent on f and on f + R_t",
    caption: `The same models, ${rows.length - 1} steps from balanced factors at a random point 0.5 from the truth, η = 1/(2.6 ℓs₁). Eigenvalues over μs_r, the least along the run.`,
    columns: [
      "model",
      "largest difference",
      "largest ‖∇R_t(F_t)‖",
      "λ_min(f)",
      "λ_min(f + R_t)",
      "distance at the start",
      "at the end",
    ],
    rows: runs.map((run) => [
      run.model,
      mostOnRows([run], ({ difference }) => difference),
      mostOnRows([run], ({ regularizer }) => regularizer),
      leastAloneAlong(run),
      leastAlong(run),
      run.rows[0].distance,
      run.rows[run.rows.length - 1].distance,
    ]),
  };
}

function inside({ inside }: Findings): NumberTable {
  return {
    title: "Contraction within the theorem's radius",
    caption: "From 0.9 μs_r/(12ℓ√s₁) at most, μ and ℓ over all matrices and near the truth; the bound is 1 − ημs_r/2.",
    columns: [
      "model",
      "distance at the start",
      "worst factor of a step",
      "bound",
      "steps above rounding",
      "‖E_T − E_0‖",
      "its bound",
    ],
    rows: inside.map((run) => {
      const last = run.rows[run.rows.length - 1];
      return [
        run.model,
        run.rows[0].distance,
        worstFactor(run),
        run.bound,
        factorsOf(run).length,
        last.drift,
        last.driftBound,
      ];
    }),
  };
}

function strongConvexity({ strongConvexity }: Findings): NumberTable {
  return {
    title: "Constants of strong convexity",
    caption:
      "Weights from μ to ℓ on the cells, imbalance s_r/10, noise μs_r/16, distance μs_r/(12ℓ√s₁), in random directions.",
    columns: ["cases", "λ_min/(μs_r)", "proved", "λ_max/(ℓs₁)", "proved "],
    rows: strongConvexity.map(({ cases, least, most }) => [cases, least, 0.5, most, 2.6]),
  };
}

function around({ around }: Findings): NumberTable {
  return {
    title: "Curvature around the truth",
    caption: "Denoising: the least eigenvalues among random points at a distance, in units of s_r/(10√s₁).",
    columns: ["units", "distance", "λ_min(f)", "λ_min(f + R_t)"],
    rows: around.map(({ times, distance, leastAlone, least }) => [times, distance, leastAlone, least]),
  };
}

function variants({ symmetric, orthogonal }: Findings): NumberTable {
  return {
    title: "Other regularisers",
    caption:
      "UUᵀ: 14×14, rank 3, f = ½‖𝒜(UUᵀ) − y‖² (no further ½, so that all curvatures are twice those of UVᵀ), one R along a descent; rotations alone: at random points 0.5 from the truth of denoising.",
    columns: ["", "largest difference", "largest ‖∇R‖", "λ_min(f)", "λ_min(f + R)"],
    rows: [
      ...symmetric.map((it) => [`UUᵀ, R fixed, ${it.model}`, it.difference, it.regularizer, it.leastAlone, it.least]),
      ...orthogonal.map((it) => ["UVᵀ, rotations alone", "–", it.regularizer, it.leastAlone, it.least]),
    ],
  };
}

function scaled({ scaled }: Findings): NumberTable {
  return {
    title: "The metric of scaled descent",
    caption: "Denoising 12×10, singular values κ, √κ, 1: the spectrum of ∇²(f + R) at the truth.",
    columns: ["κ", "λ_min in the metric", "λ_max in the metric", "condition number outside of it"],
    rows: scaled.map(({ condition, least, most, unweighted }) => [condition, least, most, unweighted]),
  };
}

function noise({ noise }: Findings): NumberTable {
  return {
    title: "Noise",
    caption:
      "From the spectral start, η = 1/(2.6 ℓs₁). μ and ℓ over the tangent space: exact for denoising (200 steps) and completion (1,000 steps), the extremes of a few draws for zeros and ones (399 steps), whose bound is an estimate.",
    columns: ["model", "noise", "‖UVᵀ − M*‖/‖M*‖", "distance to the orbit", "2‖∇f(F̄)‖/(μs_r)", "2.91 √(rs₁) ε/(μs_r)"],
    rows: noise.map((it) => [
      it.model,
      Number.isNaN(it.noise) ? "drawn" : it.noise,
      it.error,
      it.distance,
      it.gradientBound,
      it.bound,
    ]),
  };
}

function overTime({ overTime }: Findings): NumberTable {
  return {
    title: "The certificate over time",
    caption:
      "λ_min(∇²f + cK*K), K at the iterate itself, c = 0.4, by Lanczos; f alone by dense eigenvalues. Completion from the leading singular vectors of 𝒜*(y).",
    columns: ["model", "iteration", "verdict", "λ_min(f + R)", "λ_min(f)"],
    rows: overTime.flatMap((rows, k) =>
      rows.map((it) => [
        k === 0 ? "completion, noise 0.1" : "zeros and ones",
        it.iteration,
        it.verdict,
        it.least,
        it.leastAlone ?? "–",
      ]),
    ),
  };
}

function starts({ starts }: Findings): NumberTable {
  return {
    title: "Spectral starts",
    caption: "λ_min(∇²f + cK*K) at the leading singular vectors of 𝒜*(y), one completion with noise 0.1 a row.",
    columns: ["at the length that they have", "at the length that fits best"],
    rows: starts.map(({ backProjected, fitted }) => [backProjected, fitted]),
  };
}

function finish({ finish: [{ newton, descent }] }: Findings): NumberTable {
  const last = descent.length - 1;
  return {
    title: "Newton's method with the gauge fixed",
    caption: `‖UVᵀ − M*‖ on sensing from the same start; gradient descent after its ${last} steps. The order at the end is ${newtonOrder({ newton, descent }).toFixed(2)}.`,
    columns: [...newton.map((_, k) => `Newton ${k}`), `descent ${last}`],
    rows: [[...newton, descent[last]]],
  };
}

function spurious({ spurious }: Findings): NumberTable {
  return {
    title: "A spurious minimum",
    caption: "Perturbed completion, 3×3, ε = 0.3: the certificate at the truth and where a sign is flipped.",
    columns: ["certificate at the truth", "at the spurious minimum", "f there", "‖∇f‖ there"],
    rows: spurious.map((it) => [it.atTruth, it.atSpurious, it.value, it.gradientNorm]),
  };
}
