import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Axis, linearAxis, logAxis } from "./axis.ts";
import { chart, type PlotDocument, RIM } from "./chart.ts";
import { standalone } from "./standalone.ts";

/** One line of a chart: its points in order; those that a logarithmic axis cannot show are left out. */
export interface ChartLine {
  /** None where empty. */
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The colours of the report in their order; a guide is dashed and grey, what is faint is thin and pale. */
  readonly tone?: "accent" | "alarm" | "ink" | "muted" | "guide" | "faint";
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

/** A rectangle, the darker the larger its share. */
export interface ChartCell {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  /** From 0 to 1. */
  readonly share: number;
}

/** Lines over one pair of axes, each named where it ends. */
export interface LineChart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly lines: readonly ChartLine[];
  /** Behind the lines. */
  readonly cells?: readonly ChartCell[];
  /** Along x and along y. */
  readonly columns?: readonly ChartMark[];
  readonly levels?: readonly ChartMark[];
}

const SIZE = { width: 560, height: 330, marginTop: 26, marginRight: 150, marginBottom: 38, marginLeft: 52 } as const;
const INNER = {
  width: SIZE.width - SIZE.marginLeft - SIZE.marginRight,
  height: SIZE.height - SIZE.marginTop - SIZE.marginBottom,
};
/** A cell of share 1 leaves lines and letters readable. */
const DARKEST = 0.45;
const LABEL = { width: 100, height: 14 };
const COLOURS = {
  accent: "var(--accent)",
  alarm: "var(--alarm)",
  ink: "var(--ink)",
  muted: "var(--muted)",
  guide: "var(--muted)",
  faint: "var(--hatch)",
} as const;
const STROKES: Partial<Record<keyof typeof COLOURS, Plot.LineOptions>> = {
  guide: { strokeDasharray: "5 4" },
  faint: { strokeWidth: 0.8 },
};
const TONES = ["accent", "alarm", "ink", "muted"] as const;

/** A line chart as an SVG file of its own, which follows the reader's light or dark. */
export function lineChart(
  { title, x, y, lines, cells = [], columns = [], levels = [] }: LineChart,
  document: PlotDocument = parseHTML("<html></html>").document,
): string {
  const shown = lines.map((line, k) => ({
    ...line,
    tone: line.tone ?? TONES[k % TONES.length],
    points: line.points.filter(([a, b]) => drawable(a, x) && drawable(b, y)),
  }));
  const points = shown.flatMap((line) => line.points);
  const across = axisOf(x, [...points.map(([a]) => a), ...columns.map(({ at }) => at), ...cells.flatMap((it) => it.x)]);
  const up = axisOf(y, [...points.map(([, b]) => b), ...levels.map(({ at }) => at), ...cells.flatMap((it) => it.y)]);
  const place = {
    x: ([a]: readonly [number, number]) => across.read(a),
    y: ([, b]: readonly [number, number]) => up.read(b),
  };
  const drawn = shown.filter((line) => line.points.length > 0);
  const named = drawn.filter((line) => line.label !== "");
  const labels = endLabels(
    named.map(({ points }) => {
      const [a, b] = points[points.length - 1];
      return [pixel(across, a, INNER.width), pixel(up, b, INNER.height)];
    }),
  );
  const marks = [
    ...(cells.length > 0
      ? [
          Plot.rect(cells, {
            x1: ({ x: [from] }) => across.read(from),
            x2: ({ x: [, to] }) => across.read(to),
            y1: ({ y: [from] }) => up.read(from),
            y2: ({ y: [, to] }) => up.read(to),
            fill: "var(--accent)",
            fillOpacity: ({ share }) => DARKEST * share,
          }),
        ]
      : []),
    ...columns.flatMap(({ at, label }) => [
      Plot.ruleX([across.read(at)], { stroke: "var(--muted)", strokeDasharray: "1 3" }),
      Plot.text([label], { x: across.read(at), frameAnchor: "top", dy: -14, fill: "var(--muted)" }),
    ]),
    ...levels.flatMap(({ at, label }) => [
      Plot.ruleY([up.read(at)], { stroke: "var(--muted)", strokeDasharray: "1 3" }),
      Plot.text([label], {
        y: up.read(at),
        frameAnchor: "right",
        textAnchor: "end",
        dx: -4,
        dy: -7,
        fill: "var(--muted)",
        ...RIM,
      }),
    ]),
    ...drawn.flatMap((line) => {
      const stroke = COLOURS[line.tone];
      return [
        Plot.line(line.points, {
          ...place,
          stroke,
          ...STROKES[line.tone],
        }),
        ...(line.dots ? [Plot.dot(line.points, { ...place, r: 3, fill: stroke })] : []),
      ];
    }),
    ...named.map(({ points, label, tone }, k) =>
      Plot.text(points.slice(-1), {
        ...place,
        text: () => label,
        dx: 7 + labels[k].right,
        dy: -labels[k].up,
        textAnchor: "start",
        fill: COLOURS[tone],
        ...RIM,
      }),
    ),
  ];
  const options = { ...SIZE, x: across.options, y: { ...up.options, grid: true }, marks };
  return standalone(chart(document, title, options), title);
}

const drawable = (value: number, { log }: ChartAxis): boolean => Number.isFinite(value) && (!log || value > 0);

function axisOf({ label, log }: ChartAxis, values: readonly number[]): Axis {
  return log ? logAxis(values, label) : linearAxis(values, label, 0);
}

/** Where a value is drawn: from the left on one axis, from the bottom on the other. */
function pixel({ options, read }: Axis, value: number, size: number): number {
  const of = options.type === "log" ? Math.log : Number;
  const [low, high] = (options.domain as [number, number]).map(of);
  return (size * (of(read(value)) - low)) / (high - low);
}

/**
 * How far each label moves from the end of its line: to the right, so that those near each other begin where the last of
 * their lines ends, and up, so that none overlaps one below it.
 */
function endLabels(ends: readonly (readonly [x: number, y: number])[]): { right: number; up: number }[] {
  const near = (x: number, other: number) => Math.abs(other - x) < LABEL.width;
  const placed: [x: number, y: number][] = [];
  const moves = new Array<{ right: number; up: number }>(ends.length);
  for (const k of [...ends.keys()].sort((i, j) => ends[i][1] - ends[j][1])) {
    const [endX, endY] = ends[k];
    const x = Math.max(...ends.map(([other]) => other).filter((other) => near(endX, other)));
    const y = Math.max(endY, ...placed.filter(([other]) => near(x, other)).map(([, other]) => other + LABEL.height));
    placed.push([x, y]);
    moves[k] = { right: x - endX, up: y - endY };
  }
  return moves;
}
