import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Axis, linearAxis, logAxis } from "./axis.ts";
import { chart, type PlotDocument, RIM } from "./chart.ts";
import { standalone } from "./standalone.ts";

/** One line of a chart: its points in order; those that a logarithmic axis cannot show are left out. */
export interface ChartLine {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The colours of the report in their order; a guide is dashed and grey. */
  readonly tone?: "accent" | "alarm" | "ink" | "soft" | "guide";
  /** Marks every point; for few of them. */
  readonly dots?: boolean;
}

/** What an axis shows. */
export interface ChartAxis {
  readonly label: string;
  readonly log?: boolean;
}

/** A value worth a thin line across the chart. */
export interface ChartMark {
  readonly at: number;
  readonly label: string;
}

/** Lines over one pair of axes, each named where it ends. */
export interface LineChart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly lines: readonly ChartLine[];
  /** Along x and along y. */
  readonly columns?: readonly ChartMark[];
  readonly levels?: readonly ChartMark[];
}

const SIZE = { width: 560, height: 330, marginTop: 26, marginRight: 150, marginBottom: 38, marginLeft: 52 } as const;
const LINE_HEIGHT = 14;
const COLOURS = {
  accent: "var(--accent)",
  alarm: "var(--alarm)",
  ink: "var(--ink)",
  soft: "var(--accent-soft)",
  guide: "var(--muted)",
} as const;
const TONES = ["accent", "alarm", "ink", "soft"] as const;

/** A line chart as an SVG file of its own, which follows the reader's light or dark. */
export function lineChart(
  { title, x, y, lines, columns = [], levels = [] }: LineChart,
  document: PlotDocument = parseHTML("<html></html>").document,
): string {
  const shown = lines.map((line, k) => ({
    ...line,
    tone: line.tone ?? TONES[k % TONES.length],
    points: line.points.filter(([a, b]) => drawable(a, x) && drawable(b, y)),
  }));
  const points = shown.flatMap((line) => line.points);
  const across = axisOf(x, [...points.map(([a]) => a), ...columns.map(({ at }) => at)]);
  const up = axisOf(y, [...points.map(([, b]) => b), ...levels.map(({ at }) => at)]);
  const place = {
    x: ([a]: readonly [number, number]) => across.read(a),
    y: ([, b]: readonly [number, number]) => up.read(b),
  };
  const ends = shown.filter((line) => line.points.length > 0);
  const shifts = spread(ends.map((line) => pixel(up, line.points[line.points.length - 1][1])));
  const [, right] = across.options.domain as [number, number];
  const marks = [
    ...columns.flatMap(({ at, label }) => [
      Plot.ruleX([across.read(at)], { stroke: "var(--muted)", strokeDasharray: "1 3" }),
      Plot.text([label], { x: across.read(at), frameAnchor: "top", dy: -14, fill: "var(--muted)" }),
    ]),
    ...levels.flatMap(({ at, label }) => [
      Plot.ruleY([up.read(at)], { stroke: "var(--muted)", strokeDasharray: "1 3" }),
      Plot.text([label], {
        y: up.read(at),
        frameAnchor: "left",
        textAnchor: "start",
        dx: 4,
        dy: -7,
        fill: "var(--muted)",
        ...RIM,
      }),
    ]),
    ...ends.flatMap((line, k) => {
      const stroke = COLOURS[line.tone];
      const [, end] = line.points[line.points.length - 1];
      return [
        Plot.line(line.points, { ...place, stroke, ...(line.tone === "guide" && { strokeDasharray: "5 4" }) }),
        ...(line.dots ? [Plot.dot(line.points, { ...place, r: 3, fill: stroke })] : []),
        Plot.text([line.label], { x: right, y: up.read(end), dx: 7, dy: shifts[k], textAnchor: "start", fill: stroke }),
      ];
    }),
  ];
  const options = { ...SIZE, x: across.options, y: { ...up.options, grid: true }, marks };
  return standalone(chart(document, title, options), title);
}

const drawable = (value: number, { log }: ChartAxis): boolean => Number.isFinite(value) && (!log || value > 0);

function axisOf({ label, log }: ChartAxis, values: readonly number[]): Axis {
  return log ? logAxis(values, label) : linearAxis(values, label, 0);
}

/** How far below the top a value is drawn. */
function pixel({ options, read }: Axis, value: number): number {
  const of = options.type === "log" ? Math.log : Number;
  const [low, high] = (options.domain as [number, number]).map(of);
  const inner = SIZE.height - SIZE.marginTop - SIZE.marginBottom;
  return (inner * (high - of(read(value)))) / (high - low);
}

/** How far each label moves so that no two overlap: pushed down from the top, then back up from the bottom. */
function spread(pixels: readonly number[]): number[] {
  const order = [...pixels.keys()].sort((i, j) => pixels[i] - pixels[j]);
  const placed = pixels.slice();
  order.slice(1).forEach((i, k) => {
    placed[i] = Math.max(placed[i], placed[order[k]] + LINE_HEIGHT);
  });
  let limit = SIZE.height - SIZE.marginTop - SIZE.marginBottom;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i], limit);
    limit = placed[i] - LINE_HEIGHT;
  }
  return placed.map((value, i) => value - pixels[i]);
}
