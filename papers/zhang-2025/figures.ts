import { type ChartLine, type LineChart, lineChart } from "../../render/index.ts";
import { numberText } from "../../src/index.ts";
import type { PaperFigure } from "../paper.ts";
import type { Findings } from "./findings.ts";

/** All figures. */
export function figures(found: Findings): PaperFigure[] {
  return [basin(found), width(found), starts(found), diagonal(found), escapes(found)];
}

function figure(name: string, chart: LineChart, caption: string): PaperFigure {
  return { name, title: chart.title, caption, svg: lineChart(chart) };
}

/** Digits that no eye sees make a file large. */
const shortened = (value: number): number => Number(value.toPrecision(4));

function basin({ basin }: Findings): PaperFigure {
  const drawn = (points: ChartLine["points"]) => points.map(([x, y]) => [shortened(x), shortened(y)] as const);
  const dot = (label: string, point: ArrayLike<number>, tone: ChartLine["tone"]): ChartLine => ({
    label,
    points: [[point[0], point[1]]],
    tone: tone!,
    dots: true,
  });
  return figure(
    "basin",
    {
      title: "A trap beside the truth",
      x: { label: "u₁" },
      y: { label: "u₂" },
      lines: [
        ...basin.contours.map(({ points }): ChartLine => ({ label: "", points: drawn(points), tone: "faint" })),
        ...basin.paths.map(
          ({ points, trapped }): ChartLine => ({
            label: "",
            points: drawn(points),
            tone: trapped ? "alarm" : "accent",
          }),
        ),
        dot("truth", basin.truth, "accent"),
        dot("trap", basin.spurious, "alarm"),
      ],
    },
    `Near isometry, n = 2, r = 1, δ = ${basin.isometryConstant}: contours of f over u ≥ 0, and projected gradient in short steps from seven starts. The trap lies at (0, √p) with f = ${numberText((1 - basin.spurious[1] ** 4) / 2)}, the truth at (1, 0) with f = 0. Were u₁ free to be negative there would be no trap.`,
  );
}

function width({ widths }: Findings): PaperFigure {
  const line = (of: (it: Findings["widths"][number]) => number) =>
    widths.map((it) => [it.isometryConstant, shortened(of(it))] as const).reverse();
  return figure(
    "width",
    {
      title: "How wide the trap is",
      x: { label: "δ", log: true },
      y: { label: "Largest u₁ that is caught", log: true },
      lines: [
        { label: "s √(p/2)", points: line(({ predicted }) => predicted), tone: "guide" },
        { label: "measured", points: line(({ width }) => width), tone: "accent", dots: true },
      ],
    },
    "Starts (a, √p): the largest a from which projected gradient ends at (0, √p), n = 2, r = 1. It vanishes like δ^1.5, which is why random starts rarely meet it; it is there at every δ > 0.",
  );
}

function starts({ scaled, runs }: Findings): PaperFigure {
  const constants = [...new Set(scaled.map(({ isometryConstant }) => isometryConstant))];
  return figure(
    "starts",
    {
      title: "Which starts are caught",
      x: { label: "Scale of the truth's row in the start", log: true },
      y: { label: "Share trapped" },
      lines: constants.map((constant) => ({
        label: `δ = ${constant}`,
        dots: true,
        // From left to right on the axis.
        points: scaled
          .filter(({ isometryConstant }) => isometryConstant === constant)
          .map(({ scale, share }) => [scale, share] as const)
          .reverse(),
      })),
    },
    `Near isometries, n = 4, three columns: ${runs} uniform starts, whose row on the truth is then scaled. A start that knows nothing of the truth's rows ends in the trap.`,
  );
}

function diagonal({ diagonal, runs }: Findings): PaperFigure {
  const kinds = [...new Map(diagonal.map((it) => [`r* = ${it.trueRank}, r = ${it.rank}`, it])).entries()];
  return figure(
    "diagonal",
    {
      title: "Seen in full, and trapped",
      x: { label: "b r" },
      y: { label: "Share trapped" },
      lines: kinds.map(([label, { trueRank, rank }]) => ({
        label,
        dots: true,
        points: diagonal
          .filter((it) => it.trueRank === trueRank && it.rank === rank)
          .map(({ lesser, share }) => [shortened(lesser * rank), share] as const),
      })),
    },
    `diag(1, b, …, b), every entry seen: share of ${runs} uniform starts from which projected gradient does not find it. From b r = 1 on the point is a saddle.`,
  );
}

const LOWEST = 1e-12;

function escapes({ left }: Findings): PaperFigure {
  const of = (by: string) => left.find((it) => it.family === "4×4" && it.rank === 5 && it.by === by)!;
  const [merged, level] = [of("merge and insert"), of("level")];
  const line = (trace: ChartLine["points"]) =>
    trace.filter(([, value]) => value > LOWEST).map(([iteration, value]) => [iteration, shortened(value)] as const);
  return figure(
    "ways-out",
    {
      title: "Out of the 4×4 trap",
      x: { label: "Iteration" },
      y: { label: "f", log: true },
      lines: [
        { label: "merge and insert", points: line(merged.trace), tone: "accent" },
        { label: "level", points: line(level.trace), tone: "ink" },
      ],
      levels: [{ at: merged.trace[0][1], label: "the trap" }],
    },
    "r = 5: two copies of one column are merged, which leaves X as it is, a nonnegative column along which the gradient is negative is put in the place that this frees, and projected gradient goes on to the truth; or columns are laid anew from 0, each along the most negative direction, which begins higher here.",
  );
}
