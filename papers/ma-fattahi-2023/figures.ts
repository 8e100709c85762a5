import { type ChartCell, type ChartLine, type LineChart, lineChart } from "../../render/index.ts";
import { outlierCone, sensingThresholds } from "../../src/index.ts";
import type { PaperFigure } from "../paper.ts";
import type { Findings } from "./experiments.ts";
import type { PhasePoint } from "./phase-transition.ts";
import { thresholdsOf } from "./recovery-map.ts";
import type { CurveFacts } from "./saddle.ts";

/** All figures. */
export function figures(found: Findings): PaperFigure[] {
  return [parabola(found), transition(found), recoveryMap(found), floor(found), regimes()];
}

function figure(name: string, chart: LineChart, caption: string): PaperFigure {
  return { name, title: chart.title, caption, svg: lineChart(chart) };
}

const rounded = (y: number) => Number(y.toPrecision(4));

/** f(γ) − f(0) along a curve, and the parabola that it follows. */
function along(label: string, { samples, coefficient }: CurveFacts, tone: ChartLine["tone"], guide = ""): ChartLine[] {
  const points = samples.filter(([gamma]) => gamma >= 0.03 && gamma <= 1);
  const start = [0, 0] as const;
  return [
    {
      label,
      points: [start, ...points.map(([gamma, bend]) => [gamma, rounded(bend * gamma ** 2)] as const)],
      ...(tone && { tone }),
    },
    {
      label: guide,
      points: [start, ...points.map(([gamma]) => [gamma, rounded(coefficient * gamma ** 2)] as const)],
      tone: "guide",
    },
  ];
}

function parabola({ saddles: [first, second] }: Findings): PaperFigure {
  return figure(
    "parabola",
    {
      title: "The loss falls from the truth along a parabola",
      x: { label: "γ" },
      y: { label: "f(γ) − f(0)" },
      lines: [
        ...along("first", first.oneShot, "accent", "h γ²"),
        ...along("second", second.steepest!, "alarm"),
        ...along("its line", second.steepest!.straight, "ink"),
      ],
      columns: [{ at: rounded(first.oneShot.reach), label: "first residual turns" }],
    },
    "A measurement. The closed-form direction on the first instance, the optimised curve on the second and its best straight line. Dashed: the parabola with the coefficient h of the formula. Along a straight line the loss is that parabola to rounding until the residual of a wrong measurement changes its sign, for the first where the dotted line stands.",
  );
}

function transition({ phase }: Findings): PaperFigure {
  const line = (question: PhasePoint["question"], rank: number) =>
    phase
      .filter((it) => it.question === question && it.rank === rank)
      .map(({ measurements, predicted, share }) => [rounded(measurements / predicted), share] as const);
  return figure(
    "transition",
    {
      title: "Both thresholds are where the formula puts them",
      x: { label: "Measurements over m₁, or over m₂", log: true },
      y: { label: "Share of the instances" },
      lines: [
        { label: "critical, r = 1", points: line("critical", 1), tone: "accent", dots: true },
        { label: "critical, r = 2", points: line("critical", 2), tone: "ink", dots: true },
        { label: "way down, r = 1", points: line("descent", 1), tone: "alarm", dots: true },
        { label: "way down, r = 2", points: line("descent", 2), tone: "muted", dots: true },
      ],
      columns: [{ at: 1, label: "the threshold" }],
    },
    "20×20, searched with all columns; p = 0.1 for rank 1 and 0.3 for rank 2. The truth becomes critical at m₁, and a way down exists up to m₂.",
  );
}

/** The middle between a value and its neighbours, by ratio or by difference. */
function ends(values: readonly number[], k: number, log: boolean): [number, number] {
  const between = (a: number, b: number) => (log ? Math.sqrt(a * b) : (a + b) / 2);
  const beyond = (a: number, b: number) => (log ? (a * a) / between(a, b) : 2 * a - between(a, b));
  const [before, at, after] = [values[k - 1], values[k], values[k + 1]];
  return [
    before === undefined ? beyond(at, after) : between(before, at),
    after === undefined ? beyond(at, before) : between(at, after),
  ];
}

function recoveryMap({ map }: Findings): PaperFigure {
  const shares = [...new Set(map.map(({ outlierShare }) => outlierShare))];
  const counts = [...new Set(map.map(({ measurements }) => measurements))];
  const [setting] = map;
  const cells: ChartCell[] = map.map(({ outlierShare, measurements, recovered }) => ({
    x: ends(shares, shares.indexOf(outlierShare), false),
    y: ends(counts, counts.indexOf(measurements), true),
    share: recovered,
  }));
  const most = Math.max(...cells.map(({ y: [, to] }) => to));
  const least = Math.min(...cells.map(({ y: [from] }) => from));
  const across = Array.from({ length: 60 }, (_, k) => 0.01 + (k * (shares[shares.length - 1] - 0.01)) / 59);
  const line = (of: "critical" | "local") =>
    across
      .map((p) => [rounded(p), rounded(thresholdsOf({ ...setting, outlierShare: p })[of])] as const)
      .filter(([, m]) => m >= least && m <= most);
  return figure(
    "recovery-map",
    {
      title: "Recovered from small starts, within the saddles' window",
      x: { label: "Share of outliers" },
      y: { label: "Measurements", log: true },
      cells,
      lines: [
        { label: "m₁: critical", points: line("critical"), tone: "ink" },
        { label: "m₂: minimum", points: line("local"), tone: "alarm" },
      ],
    },
    `${setting.size}×${setting.size}, rank ${setting.rank}, searched with all columns by subgradients with stagewise steps: the darker, the more of ${setting.trials} instances were recovered. Below m₁ the truth is not critical, between the lines a strict saddle, above m₂ the global minimum. Nothing changes at m₂: recovery does not need the truth to be a minimum.`,
  );
}

function floor({ floor }: Findings): PaperFigure {
  const points = floor.map(
    ({ start, error }) => ["alpha" in start ? start.alpha : Number.NaN, rounded(error)] as const,
  );
  points.sort(([a], [b]) => a - b);
  const [alpha, error] = points[points.length - 1];
  return figure(
    "error-floor",
    {
      title: "The smaller the start, the smaller the error that is left",
      x: { label: "α, the size of the start", log: true },
      y: { label: "Relative error", log: true },
      lines: [
        { label: "subgradients", points, tone: "accent", dots: true },
        {
          label: "α to the 0.7",
          points: points.map(([a]) => [a, rounded(error * (a / alpha) ** 0.7)] as const),
          tone: "guide",
        },
      ],
    },
    "24×24, rank 1, searched with all columns, 150 measurements, a tenth of them wrong: a strict saddle. What is left in the spare columns is the error.",
  );
}

function regimes(): PaperFigure {
  const shares = Array.from({ length: 50 }, (_, k) => 0.01 + k * 0.01);
  const at = (outlierShare: number) =>
    sensingThresholds({ rows: 100, columns: 100, rank: 1, searchRank: 100, outlierShare, symmetric: true });
  const line = (of: "critical" | "oneShot" | "local") => shares.map((p) => [rounded(p), rounded(at(p)[of])] as const);
  return figure(
    "regimes",
    {
      title: "What the truth is, by measurements and outliers",
      x: { label: "Share of outliers" },
      y: { label: "Measurements", log: true },
      lines: [
        { label: "m₂: minimum above", points: line("local"), tone: "alarm" },
        { label: "closed form below", points: line("oneShot"), tone: "muted" },
        { label: "m₁: critical above", points: line("critical"), tone: "ink" },
      ],
      columns: [{ at: 0.2, label: `ψ(0.2) = ${rounded(outlierCone(0.2))}` }],
    },
    "UUᵀ, 100×100, rank 1, searched with all columns. Below m₁ the truth is not critical, between m₁ and m₂ a strict saddle, above m₂ the global minimum. The closed-form direction shows the saddle below the grey line; above it an optimised one does.",
  );
}
