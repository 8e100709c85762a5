import { outlierCone } from "../../src/index.ts";
import type { NumberTable } from "../paper.ts";
import { expectedCoefficient } from "./claims.ts";
import type { Descent } from "./descents.ts";
import type { Findings } from "./experiments.ts";
import type { CurveFacts } from "./saddle.ts";

/** The numbers behind the claims. */
export function tables(found: Findings): NumberTable[] {
  return [
    cone(),
    phase(found),
    saddles(found),
    curves(found),
    descents(found),
    twoFactors(found),
    completion(found),
    full(found),
    map(found),
  ];
}

function cone(): NumberTable {
  return {
    title: "The outliers' cone",
    caption:
      "ψ(p), its statistical dimension per measurement, and by what it multiplies the measurements that are needed.",
    columns: ["p", "ψ(p)", "1/(1 − ψ)"],
    rows: [0.05, 0.1, 0.2, 0.3, 0.4].map((p) => [p, outlierCone(p), 1 / (1 - outlierCone(p))]),
  };
}

function phase({ phase }: Findings): NumberTable {
  return {
    title: "Phase transitions",
    caption:
      "UUᵀ searched with all columns. Shares of instances whose truth is critical, and from whose truth a direction leads down.",
    columns: ["size", "rank", "p", "question", "measurements", "threshold", "over it", "share", "instances"],
    rows: phase.map((it) => [
      it.size,
      it.rank,
      it.outlierShare,
      it.question,
      it.measurements,
      it.predicted,
      it.measurements / it.predicted,
      it.share,
      it.trials,
    ]),
  };
}

function saddles({ saddles }: Findings): NumberTable {
  return {
    title: "Two saddles",
    caption: "m₁, the number below which the closed form leads down, and m₂; coefficients of γ², a measurement.",
    columns: [
      ...["instance", "size", "rank", "p", "m", "m₁", "closed form", "m₂", "n", "columns filled"],
      ...["expected", "closed form", "optimised", "its Z alone", "straight line"],
    ],
    rows: saddles.map((it) => [
      ...[it.name, it.size, it.rank, it.outlierShare, it.measurements],
      ...[it.thresholds.critical, it.thresholds.oneShot, it.thresholds.local, it.gain, it.columns],
      ...[expectedCoefficient(it), it.oneShot.coefficient],
      it.steepest?.coefficient ?? "",
      it.steepest?.blockAlone ?? "",
      it.steepest?.straight.coefficient ?? "",
    ]),
  };
}

function curves({ saddles }: Findings): NumberTable {
  const named: [string, CurveFacts][] = saddles.flatMap(({ name, oneShot, steepest }) => [
    [`${name}, closed form`, oneShot] as [string, CurveFacts],
    ...(steepest
      ? ([
          [`${name}, optimised`, steepest],
          [`${name}, straight line`, steepest.straight],
        ] as [string, CurveFacts][])
      : []),
  ]);
  const gammas = named[0][1].samples.map(([gamma]) => gamma);
  return {
    title: "(f(γ) − f(0))/γ² along the curves",
    caption:
      "A measurement. Along straight lines it is the coefficient up to the reach, where the first wrong residual changes its sign.",
    columns: ["γ", ...named.map(([name]) => name)],
    rows: [
      ["coefficient", ...named.map(([, { coefficient }]) => coefficient)],
      ["reach", ...named.map(([, { reach }]) => reach)],
      ...gammas.map((gamma, k) => [gamma, ...named.map(([, { samples }]) => samples[k][1])]),
    ],
  };
}

function descents({ recoveries, floor, beyond }: Findings): NumberTable {
  const row = (it: Descent) => {
    const { shape, rank, outlierShare, measurements } = it.instance;
    const from = "alpha" in it.start ? `α = ${it.start.alpha}` : `${it.start.along}, γ = ${it.start.gamma}`;
    return [shape[0], rank, outlierShare, measurements, from, it.error, it.loss, it.truthLoss, it.used];
  };
  return {
    title: "Descents by subgradients",
    caption: "UUᵀ searched with all columns, stagewise steps that are told nothing; losses a measurement.",
    columns: ["size", "rank", "p", "m", "start", "relative error", "loss", "the truth's", "iterations"],
    rows: [...recoveries, ...floor, ...beyond].map(row),
  };
}

function twoFactors({ asymmetric, unbalanced: [{ slope }] }: Findings): NumberTable {
  return {
    title: "Two factors",
    caption: `The closed-form direction of UVᵀ. From an unbalanced truth the slope at first order was ${slope.toPrecision(4)}.`,
    columns: ["shape", "rank", "search rank", "p", "m", "m₁", "closed form", "m₂", "coefficient"],
    rows: asymmetric.map((it) => [
      ...[it.shape.join("×"), it.rank, it.searchRank, it.outlierShare, it.measurements],
      ...[it.thresholds.critical, it.thresholds.oneShot, it.thresholds.local, it.coefficient],
    ]),
  };
}

function completion({ completion }: Findings): NumberTable {
  return {
    title: "Completion",
    caption: "Coefficients of γ² times the number of entries observed, one spare column, half of the entries observed.",
    columns: ["pattern", "size", "formula", "h", "f at γ = ½"],
    rows: completion.map((it) => [it.name, it.size, it.formula, it.coefficient, it.measured]),
  };
}

function full({ full }: Findings): NumberTable {
  return {
    title: "Observed in full",
    caption: "What `noDescentCurve` says of the truth of UVᵀ, errors of ten times the entries' size.",
    columns: ["size", "rank", "search rank", "p", "verdict", "kind", "evidence"],
    rows: full.map(({ size, rank, searchRank, outlierShare, certificate: { verdict, kind = "", evidence } }) => [
      ...[size, rank, searchRank, outlierShare],
      ...[verdict, kind, evidence],
    ]),
  };
}

function map({ map }: Findings): NumberTable {
  const shares = [...new Set(map.map(({ outlierShare }) => outlierShare))];
  const counts = [...new Set(map.map(({ measurements }) => measurements))];
  const [{ size, rank, searchRank, trials }] = map;
  return {
    title: "Recovery map",
    caption: `Share of ${trials} instances of size ${size}, rank ${rank}, search rank ${searchRank} from which subgradients with α = 10⁻¹⁰ came to a relative error of 10⁻⁴ or less; by measurements and share of outliers.`,
    columns: ["m", ...shares.map((p) => `p = ${p}`)],
    rows: counts.map((m) => [
      m,
      ...shares.map((p) => map.find((it) => it.measurements === m && it.outlierShare === p)!.recovered),
    ]),
  };
}
