import { type ChartLine, type LineChart, lineChart } from "../../render/index.ts";
import { numberText } from "../../src/index.ts";
import type { PaperFigure } from "../paper.ts";
import type { CompletionRun } from "./completion.ts";
import type { TraceRow } from "./descent.ts";
import type { Findings } from "./findings.ts";
import { printedFor, rate } from "./measures.ts";
import type { NotebookRun } from "./notebook-run.ts";

/** More points than this do not show. */
const POINTS = 300;

/** All figures. */
export function figures(found: Findings): PaperFigure[] {
  return [
    jump(found),
    rise(found),
    success(found, 0.15),
    success(found, 0.1),
    flips(found),
    measurements(found),
    network(found),
    lifting(found),
  ];
}

function figure(name: string, chart: LineChart, caption: string): PaperFigure {
  return { name, title: chart.title, caption, svg: lineChart(chart) };
}

/** A thinned trace. */
function along(rows: readonly TraceRow[]): ChartLine["points"] {
  const every = Math.ceil(rows.length / POINTS);
  return rows
    .filter((_, k) => k % every === 0 || k === rows.length - 1)
    .map(([iteration, value]) => [iteration, shortened(value)] as const);
}

/** Digits that no eye sees make a file large. */
const shortened = (value: number): number => Number(value.toPrecision(4));

/** f before the jump, and after the paper's jump and the ray's. */
function throughJump({ notebook, rows, rayRows }: NotebookRun): ChartLine[] {
  const { before } = notebook;
  return [
    { label: "descent", points: along(rows.slice(0, before + 1)), tone: "ink" },
    { label: "multi-step jump", points: along([rows[before], ...rows.slice(before + 1)]), tone: "alarm" },
    { label: "lowest point of a ray", points: along([rows[before], ...rayRows]), tone: "accent" },
  ];
}

function jump({ notebooks: { completion } }: Findings): PaperFigure {
  return figure(
    "jump",
    {
      title: "Through the jump",
      x: { label: "Iteration" },
      y: { label: "f", log: true },
      lines: throughJump(completion),
      columns: [{ at: completion.notebook.before, label: "jump" }],
    },
    "Perturbed completion, n = 3, ε = 0.3: gradient descent stalls at the spurious point; the authors' jump, at their parameters, and the lowest point of the ray along E X, which has none.",
  );
}

/** Iterations drawn before and after the jump that rises. */
const [EARLIER, LATER] = [10, 40];

function rise({ notebooks: { threeByThree } }: Findings): PaperFigure {
  const { before } = threeByThree.notebook;
  const lines = throughJump(threeByThree).map((line) => ({
    ...line,
    points: line.points
      .map(([iteration, value]) => [iteration - before, value] as const)
      .filter(([after]) => after >= -EARLIER && after <= LATER),
  }));
  return figure(
    "rise",
    {
      title: "A jump that rises, and one that falls",
      x: { label: "Iterations after the jump" },
      y: { label: "f", log: true },
      lines,
    },
    "The 3×3 instance: the multi-step jump goes up from .0583 to .0729 before descent takes it to the truth; the lowest point of the ray lies at .0525.",
  );
}

function success(found: Findings, perturbation: number): PaperFigure {
  const runs = found.completion.filter(({ options }) => options.perturbation === perturbation);
  const line = (of: (run: CompletionRun) => number) => runs.map((run) => [run.options.size, of(run)] as const);
  return figure(
    `success-${Math.round(100 * perturbation)}`,
    {
      title: `Truths found, ε = ${perturbation}`,
      x: { label: "n", log: true },
      y: { label: "Share of the trials" },
      lines: [
        { label: "jump, descend, accept", points: line((run) => rate(run.oracle, run)), tone: "accent", dots: true },
        { label: "descent alone", points: line((run) => rate(run.descent, run)), tone: "ink", dots: true },
        { label: "authors, escape", points: line((run) => printedFor(run)?.oracle ?? Number.NaN), tone: "guide" },
        { label: "authors, descent", points: line((run) => printedFor(run)?.descent ?? Number.NaN), tone: "guide" },
      ],
    },
    `Perturbed completion, ${runs[0].options.trials} starts of standard deviation ${runs[0].options.scale} for each n; dashed, what the authors print, whose starts are not known.`,
  );
}

function flips(found: Findings): PaperFigure {
  const of = (value: (run: Findings["flips"][number]) => number) =>
    found.flips.map((run) => [run.flips, shortened(value(run))] as const);
  return figure(
    "flips",
    {
      title: "Is there a lower start?",
      x: { label: "Flipped signs" },
      y: { label: "f" },
      lines: [
        { label: "spurious minimum", points: of(({ value }) => value), tone: "ink", dots: true },
        { label: "lowest start", points: of(({ lowest }) => lowest), tone: "accent", dots: true },
      ],
    },
    "Perturbed completion, n = 40, ε = 0.1: for few and for many flipped signs some ray or line has a point below the minimum, in between none has. Descent from the lowest start reaches the truth from all of them.",
  );
}

function measurements({ oversampling }: Findings): PaperFigure {
  const [{ options }] = oversampling;
  const names = {
    descent: "descent alone",
    oracle: "escape",
    restarts: "four restarts",
    both: "escape, restarts",
  } as const;
  const tones = { descent: "ink", oracle: "accent", restarts: "alarm", both: "muted" } as const;
  return figure(
    "sensing",
    {
      title: "Gaussian measurements near the threshold",
      x: { label: "Measurements per degree of freedom", log: true },
      y: { label: "Share of the instances not solved" },
      lines: (Object.keys(names) as (keyof typeof names)[]).map((name) => ({
        label: names[name],
        tone: tones[name],
        dots: true,
        points: oversampling.map((run) => [run.options.oversampling, 1 - run[name].found / options.instances] as const),
      })),
    },
    `Random ${options.size}×${options.size} matrices of rank ${options.rank}, ${options.instances} for each number of measurements, one start each.`,
  );
}

/** Differences from the last loss below this say when training ended. */
const DRAWN = 3e-6;

function network({ network: { rows, stalled, oracle } }: Findings): PaperFigure {
  const above = (list: readonly TraceRow[]) =>
    along(
      list.map(([iteration, value]) => [iteration, value - oracle.train] as const).filter(([, rest]) => rest > DRAWN),
    );
  return figure(
    "network",
    {
      title: "Training the Iris network",
      x: { label: "Iteration" },
      y: { label: "Loss above the last", log: true },
      lines: [
        { label: "descent alone", points: above(rows.descent), tone: "ink" },
        { label: "with the escape", points: above(rows.oracle), tone: "accent" },
      ],
      columns: [{ at: stalled, label: "escape" }],
    },
    `Two squared neurons on versicolor against virginica, from a start of size 10⁻⁸: the loss less ${numberText(oracle.train)}, where training with the escape ends. Descent stalls where the second neuron is 0; a small random step at the same place shows no difference to descent alone.`,
  );
}

function lifting({ costs }: Findings): PaperFigure {
  const line = (of: (run: Findings["costs"][number]) => number) => costs.map((run) => [run.size, of(run)] as const);
  return figure(
    "lifting",
    {
      title: "Work with the tensor and without",
      x: { label: "n", log: true },
      y: { label: "Multiply-adds", log: true },
      lines: [
        {
          label: "one lifted gradient",
          points: line(({ tensorGradient }) => tensorGradient),
          tone: "alarm",
          dots: true,
        },
        { label: "the whole way", points: line(({ way }) => way), tone: "accent", dots: true },
      ],
    },
    "Perturbed completion, rank 1: one gradient of the lifted objective of order 3 with the tensor written out, and descent, escape and descent to the truth without it.",
  );
}
