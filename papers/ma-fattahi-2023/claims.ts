import { atLeast, atMost, type Claim, exactly, within } from "../claim.ts";
import type { Findings } from "./experiments.ts";
import { largest, least, logSlope } from "./measures.ts";
import type { PhasePoint } from "./phase-transition.ts";
import { inWindow } from "./recovery-map.ts";
import type { CurveFacts, Saddle } from "./saddle.ts";

const SADDLE = "abstract: the truth is a strict saddle";
const WINDOW = "abstract and v1: the window between d·r and d·k measurements";
const COMPLETION = "v1, abstract: completion";
const FOLLOWING = "the follow-up, arXiv 2601.21333, abstract";
const SMALL = "Ma & Fattahi 2023, arXiv 2202.08788: small starts";
const CONSTANTS = "constants ours";

/** The shares found at numbers of measurements beyond a multiple of the threshold. */
function shares(phase: readonly PhasePoint[], question: PhasePoint["question"], side: (times: number) => boolean) {
  const points = phase.filter((it) => it.question === question && side(it.measurements / it.predicted));
  return points.map(({ share }) => share);
}

/** How far f is from its parabola, as a share of it, for γ in a range. */
function unlikeParabola({ samples, coefficient }: CurveFacts, from: number, to: number): number {
  const inside = samples.filter(([gamma]) => gamma >= from && gamma <= to);
  return largest(inside.map(([, bend]) => Math.abs(bend / coefficient - 1)));
}

/** (1 − p) √(2/π) − n, n² = (p/m) w². */
export function expectedCoefficient({ outlierShare: p, measurements: m, thresholds }: Saddle): number {
  const fitted = (1 - p) * Math.sqrt(2 / Math.PI);
  return fitted * (1 - Math.sqrt(thresholds.oneShot / m));
}

/** What the abstracts say, with constants that we derived, and what must come out where it is run. */
export const claims: readonly Claim<Findings>[] = [
  {
    name: "not-critical",
    claim: "With fewer than m₁ measurements, about d·r, the truth is not even critical.",
    source: `${WINDOW}; ${CONSTANTS}`,
    check: "largest share of critical truths at 0.7 m₁ or fewer, two settings",
    evidence: "estimated",
    expected: atMost(0.2),
    measured: ({ phase }) => largest(shares(phase, "critical", (times) => times < 0.72)),
  },
  {
    name: "critical",
    claim: "With more it is critical.",
    source: `${WINDOW}; ${CONSTANTS}`,
    check: "least share of critical truths at 1.3 m₁ or more, two settings",
    evidence: "estimated",
    expected: atLeast(0.8),
    measured: ({ phase }) => least(shares(phase, "critical", (times) => times > 1.28)),
  },
  {
    name: "strict-saddle",
    claim: "With fewer than m₂, about d·k, the loss falls from it along a curve of second order.",
    source: `${SADDLE}; ${CONSTANTS}`,
    check: "least share with such a direction at 0.9 m₂ or fewer, searched with all columns",
    evidence: "estimated",
    expected: atLeast(0.8),
    measured: ({ phase }) => least(shares(phase, "descent", (times) => times < 0.91)),
  },
  {
    name: "global-minimum",
    claim: "With more than m₂ no direction is left: the truth is a global minimum.",
    source: `${WINDOW}; ${CONSTANTS}`,
    check: "largest share with such a direction at 1.2 m₂ or more",
    evidence: "estimated",
    expected: atMost(0.2),
    measured: ({ phase }) => largest(shares(phase, "descent", (times) => times > 1.19)),
  },
  {
    name: "critical-with-room",
    claim: "Both instances that are looked at closely are critical, with multipliers of at most a half.",
    source: SADDLE,
    check: "least h over unit tangent matrices with the subdifferentials halved, a measurement, less 0",
    evidence: "computed",
    expected: atMost(2e-3),
    measured: ({ saddles }) => largest(saddles.map(({ balance }) => -balance)),
  },
  {
    name: "parabola",
    claim: "Along W(γ) = [L, γZ] the loss is exactly the parabola h(ZZᵀ)γ².",
    source: "a summary of the paper: parametric perturbations; the curve is ours",
    check: "largest |(f(γ) − f(0))/(h γ²) − 1| for γ from 3·10⁻⁴ to 0.3: three directions on two instances",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ saddles }) => largest(straightLines(saddles).map((curve) => unlikeParabola(curve, 3e-4, 0.3))),
  },
  {
    name: "second-order",
    claim: "So its logarithmic slope in γ is 2.",
    source: SADDLE,
    check: "the slope fitted for γ from 10⁻³ to 10⁻¹ that is farthest from 2, less 2",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ saddles }) => largest(straightLines(saddles).map((curve) => Math.abs(curve.logSlope - 2))),
  },
  {
    name: "one-shot",
    claim: "The closed-form direction of the outliers leads down below (π/2) p w²/(1 − p)² measurements.",
    source: "ours",
    check: "coefficient of γ² on the first instance, a measurement",
    evidence: "computed",
    expected: atMost(-0.1),
    measured: ({ saddles: [first] }) => first.oneShot.coefficient,
  },
  {
    name: "one-shot-size",
    claim: "Its coefficient is about (1 − p)√(2/π) − w√(p/m).",
    source: "ours",
    check: "largest difference over both instances",
    evidence: "computed",
    expected: atMost(0.05),
    measured: ({ saddles }) => largest(saddles.map((it) => Math.abs(it.oneShot.coefficient - expectedCoefficient(it)))),
  },
  {
    name: "one-shot-fails",
    claim: "Above that number it leads up, although the truth is a saddle still.",
    source: "ours",
    check: "coefficient on the second instance",
    evidence: "computed",
    expected: atLeast(0.2),
    measured: ({ saddles: [, second] }) => second.oneShot.coefficient,
  },
  {
    name: "optimised",
    claim: "There an optimised direction leads down.",
    source: SADDLE,
    check: "coefficient of the curve [L + γ²V, γZ] on the second instance",
    evidence: "computed",
    expected: atMost(-0.1),
    measured: ({ saddles: [, second] }) => second.steepest!.coefficient,
  },
  {
    name: "curved",
    claim: "The γ²V is needed for it: its Z alone leads up.",
    source: "ours",
    check: "coefficient of [L, γZ] with the same Z",
    evidence: "computed",
    expected: atLeast(0.05),
    measured: ({ saddles: [, second] }) => second.steepest!.blockAlone,
  },
  {
    name: "straight",
    claim: "The best straight line [L, γZ] leads down, too, and less steeply.",
    source: "ours",
    check: "its coefficient over that of the curve",
    evidence: "computed",
    expected: within(0.8, 0.2),
    measured: ({ saddles: [, second] }) => second.steepest!.straight.coefficient / second.steepest!.coefficient,
  },
  {
    name: "random-directions",
    claim: "Random directions do not show it: along them the loss rises.",
    source: "ours",
    check: "least (f(γ) − f(0))/γ over 20 unit directions on each instance",
    evidence: "estimated",
    expected: atLeast(0.02),
    measured: ({ saddles }) => least(saddles.flatMap(({ randomly }) => randomly.map(([near]) => near))),
  },
  {
    name: "random-linear",
    claim: "And it rises linearly: a kink, no curvature.",
    source: "ours",
    check: "largest relative difference of those slopes at γ = 10⁻⁴ and 10⁻²",
    evidence: "estimated",
    expected: atMost(0.02),
    measured: ({ saddles }) =>
      largest(saddles.flatMap(({ randomly }) => randomly.map(([near, far]) => Math.abs(far / near - 1)))),
  },
  {
    name: "recovered",
    claim: "Subgradients from a small start find such a truth all the same.",
    source: `abstract; ${SMALL}`,
    check: "largest relative error from α = 10⁻¹², two saddles searched with all columns",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ recoveries }) => largest(recoveries.map(({ error }) => error)),
  },
  {
    name: "error-floor",
    claim: "What is left of the error falls with the start, by its power of about 0.7.",
    source: `${SMALL}; the exponent is ours`,
    check: "slope of ln error against ln α",
    evidence: "estimated",
    expected: within(0.7, 0.25),
    measured: ({ floor }) =>
      logSlope(floor.map(({ start, error }) => ["alpha" in start ? start.alpha : Number.NaN, error] as const)),
  },
  {
    name: "not-global",
    claim: "From next to the truth, on a curve that leads down, subgradients go on to a lower loss.",
    source: SADDLE,
    check: "largest loss reached over the truth's",
    evidence: "computed",
    expected: atMost(0.98),
    measured: ({ beyond }) => largest(beyond.map(({ loss, truthLoss }) => loss / truthLoss)),
  },
  {
    name: "lower-is-worse",
    claim: "And the lower loss is a wrong answer.",
    source: "ours",
    check: "least relative error there",
    evidence: "computed",
    expected: atLeast(0.1),
    measured: ({ beyond }) => least(beyond.map(({ error }) => error)),
  },
  {
    name: "two-factors",
    claim: "For UVᵀ the closed-form direction leads down where its bound says so, and up where not.",
    source: `${SADDLE}; ${CONSTANTS}`,
    check: "search ranks at which sign and bound disagree",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ asymmetric }) =>
      asymmetric.filter(
        ({ coefficient, thresholds, measurements }) => coefficient < 0 !== measurements < thresholds.oneShot,
      ).length,
  },
  {
    name: "unbalanced",
    claim: "A truth that is not rank-balanced falls at first order: it is not critical where the balanced one is.",
    source: "a summary of the paper: rank-balanced; what it means is ours",
    check: "slope of f",
    evidence: "computed",
    expected: atMost(-0.05),
    measured: ({ unbalanced: [{ slope }] }) => slope,
  },
  {
    name: "unbalanced-constant",
    claim: "Along a straight line, for some way.",
    source: "ours",
    check: "largest |(f(γ) − f(0))/(slope γ) − 1| for γ from 10⁻⁵ to 0.1",
    evidence: "computed",
    expected: atMost(1e-6),
    measured: ({ unbalanced: [{ slope, samples }] }) => largest(samples.map(([, at]) => Math.abs(at / slope - 1))),
  },
  {
    name: "completion",
    claim:
      "In completion with one spare column a single outlier lets the loss fall, by exactly γ² (UVᵀ); for UUᵀ certain patterns do.",
    source: `${COMPLETION}; the moves are ours`,
    check:
      "largest difference of the form, and of f at γ = ½, from −1, −1, −2, −1, 1 − 16/10, times the entries observed",
    evidence: "computed",
    expected: atMost(1e-12),
    measured: ({ completion }) =>
      largest(
        completion.flatMap(({ coefficient, measured, formula }) => [
          Math.abs(coefficient - formula),
          Math.abs(measured - formula),
        ]),
      ),
  },
  {
    name: "observed-in-full-own-rank",
    claim: "With all entries observed and the truth's own rank the truth is a sharp local minimum.",
    source: FOLLOWING,
    check: "instances on which `noDescentCurve` does not hold",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ full }) =>
      full.filter(
        ({ rank, searchRank, certificate }) => searchRank === rank && certificate.kind !== "strictLocalMinimum",
      ).length,
  },
  {
    name: "observed-in-full-one-more",
    claim: "With one column more it is a strict saddle.",
    source: FOLLOWING,
    check: "the same instances, on which it does not fail with a curve",
    evidence: "computed",
    expected: exactly(0),
    measured: ({ full }) =>
      full.filter(({ rank, searchRank, certificate }) => searchRank > rank && certificate.kind !== "strictSaddle")
        .length,
  },
  {
    name: "recovery-map",
    claim: "Within the saddles' window the truth is found from small starts.",
    source: `abstract; ${SMALL}`,
    check: "share recovered where m is from 3 m₁ to m₂ and at most 0.3 of the measurements are wrong",
    evidence: "estimated",
    expected: atLeast(0.8),
    measured: ({ map }) => {
      const inside = map.filter(inWindow);
      return inside.reduce((sum, { recovered }) => sum + recovered, 0) / inside.length;
    },
  },
];

function straightLines(saddles: readonly Saddle[]): CurveFacts[] {
  return saddles.flatMap(({ oneShot, steepest }) => [oneShot, ...(steepest ? [steepest.straight] : [])]);
}
