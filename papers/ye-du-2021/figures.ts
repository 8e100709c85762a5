import { type ChartLine, type ChartMark, type LineChart, lineChart } from "../../render/index.ts";
import { type AsymmetryRow, numberText } from "../../src/index.ts";
import type { PaperFigure } from "../paper.ts";
import type { Findings } from "./findings.ts";
import { bySize, conditionOf } from "./measures.ts";
import { ACCURACY, type Run } from "./run.ts";

/** More points than this do not show. */
const POINTS = 300;

const TONES = ["accent", "alarm", "ink"] as const;

/** All figures. */
export function figures(found: Findings): PaperFigure[] {
  return [rising(found), error(found), parts(found), steps(found), conditions(found), scales(found)];
}

function figure(name: string, chart: LineChart, caption: string): PaperFigure {
  return { name, title: chart.title, caption, svg: lineChart(chart) };
}

/** A line through some rows of a run, thinned. */
function along(
  run: Run,
  of: (row: AsymmetryRow) => number,
  x: (iteration: number) => number = Number,
): ChartLine["points"] {
  const { rows } = run;
  const every = Math.ceil(rows.length / POINTS);
  return rows
    .filter((_, k) => k % every === 0 || k === rows.length - 1)
    .map((row) => [x(row.iteration), shortened(of(row))] as const);
}

/** Digits that no eye sees make a file large. */
const shortened = (value: number): number => Number(value.toPrecision(4));

function rising({ rising: [run] }: Findings): PaperFigure {
  const { singularValues } = run.options.instance;
  const shown = 2 * (run.phases.local ?? run.iterations);
  const cut = { ...run, rows: run.rows.filter(({ iteration }) => iteration <= shown) };
  return figure(
    "rising",
    {
      title: "The signal rises one singular value after another",
      x: { label: "Iteration" },
      y: { label: "Singular values of A" },
      lines: singularValues.map((value, k) => ({
        label: `σ${"₁₂₃₄"[k]}(A) → √${value}`,
        points: along(cut, ({ signal }) => signal[k]),
      })),
      levels: [{ at: Math.sqrt(singularValues[singularValues.length - 1] / 2), label: "√(σ_d/2)" }],
      columns: marks(run, shown),
    },
    `Singular values of the symmetric part A = (U₁ + V₁)/2 on a ${run.options.instance.shape.join("×")} matrix with singular values ${singularValues.join(", ")}: each waits about twice as long as the one before, and stops at √σ. T₁ is where the last has grown, T₀ where the residual is local.`,
  );
}

/** T₁ and T₀, as one where the chart, `span` iterations wide, has no room for two labels. */
function marks({ phases: { grown, local } }: Run, span: number): ChartMark[] {
  if (grown === undefined) return [];
  if (local === undefined) return [{ at: grown, label: "T₁" }];
  if (local - grown < 0.06 * span) return [{ at: local, label: "T₁, T₀" }];
  return [
    { at: grown, label: "T₁" },
    { at: local, label: "T₀" },
  ];
}

function error(found: Findings): PaperFigure {
  const run = found.rising[0];
  const { stepSize, instance } = run.options;
  const { warmUp, total } = run.bound;
  const flat = run.rows[0].value;
  const last = run.rows[run.rows.length - 1];
  const slope = [run.phases.local ?? 0, last.iteration].map(
    (t) => [t, last.value * (1 - stepSize * run.least) ** (2 * (t - last.iteration))] as const,
  );
  return figure(
    "error",
    {
      title: "The error by iteration, and the theorem's bound",
      x: { label: "Iteration" },
      y: { label: "f = ½‖UVᵀ − M‖²", log: true },
      lines: [
        { label: "f", points: along(run, ({ value }) => value) },
        { label: "(1 − ησ_d)²ᵗ", points: slope, tone: "guide" },
        {
          label: "bound, constants 1",
          points: [
            [0, flat],
            [warmUp, flat],
            [warmUp, run.least],
            [total, ACCURACY],
          ],
        },
      ],
      columns: marks(run, total),
    },
    `The same run. The dashed line falls as (1 − ησ_d)²ᵗ, the rate at which J and K die; P is faster, which is the steep fall after T₀. The bound says f ≤ δ after T(δ) iterations; its O( ) is read as 1, η = ${stepSize}, ε = ${numberText(run.options.scale)}, ${instance.shape.join("×")}.`,
  );
}

function parts({ steps: [, run] }: Findings): PaperFigure {
  return figure(
    "parts",
    {
      title: "What stays small",
      x: { label: "Iteration" },
      y: { label: "Norm", log: true },
      lines: [
        { label: "σ_d(A), the signal", points: along(run, ({ signal }) => signal[signal.length - 1]), tone: "ink" },
        { label: "‖B‖, the asymmetry", points: along(run, (row) => row.asymmetry), tone: "alarm" },
        { label: "‖UᵀU − VᵀV‖", points: along(run, (row) => row.imbalance), tone: "guide" },
        { label: "‖J‖, outside", points: along(run, (row) => row.leftOutside), tone: "accent" },
        { label: "‖Q‖, skew", points: along(run, (row) => row.skew), tone: "muted" },
      ],
      columns: marks(run, run.iterations),
    },
    `The asymmetric part B falls while the signal grows and then stays, the imbalance does not move, what lies outside of the truth's column space dies. η = ${numberText(run.options.stepSize)}, ε = ${numberText(run.options.scale)}.`,
  );
}

function steps(found: Findings): PaperFigure {
  return figure(
    "steps",
    {
      title: "Only ηt matters",
      x: { label: "ησ_d t" },
      y: { label: "f = ½‖UVᵀ − M‖²", log: true },
      lines: found.steps.map((run) => ({
        label: `η = ${numberText(run.options.stepSize, 2)}`,
        points: along(
          run,
          ({ value }) => value,
          (iteration) => shortened(iteration * run.options.stepSize * run.least),
        ),
      })),
    },
    "The same start at steps ten times smaller and smaller: against ησ_d t the curves fall together, so that the theorem's tiny step buys nothing but iterations. The largest step, half of what is stable, falls a little faster. Runs that end early were stopped where the local phase begins.",
  );
}

function conditions(found: Findings): PaperFigure {
  const groups = bySize(found);
  const line = (runs: readonly Run[], of: (run: Run) => number) =>
    runs.map((run) => [conditionOf(run), of(run)] as const);
  return figure(
    "conditions",
    {
      title: "Iterations grow linearly with the condition number",
      x: { label: "κ = σ₁/σ_d", log: true },
      y: { label: "Iterations to f ≤ 10⁻²⁰", log: true },
      lines: groups.flatMap((runs, k) => {
        const { shape, singularValues } = runs[0].options.instance;
        const label = `${shape.join("×")}, rank ${singularValues.length}`;
        return [
          { label, points: line(runs, (run) => run.iterations), dots: true, tone: TONES[k] },
          ...(runs === groups[0]
            ? [{ label: "its bound", points: line(runs, (run) => run.bound.total), tone: "guide" as const }]
            : []),
        ];
      }),
    },
    `At a fixed η = ${found.conditions[0].options.stepSize} (σ₁ = 1), whatever the shape and the rank; the bound, with its constants 1, is about twice what it took.`,
  );
}

function scales(found: Findings): PaperFigure {
  return figure(
    "scales",
    {
      title: "How small must the start be?",
      x: { label: "Iteration", log: true },
      y: { label: "f = ½‖UVᵀ − M‖²", log: true },
      lines: found.scales.map((run) => ({
        label: `ε = ${numberText(run.options.scale)}`,
        points: along(run, ({ value }) => value).filter(([iteration]) => iteration >= 10),
      })),
    },
    "A smaller start waits longer, by a logarithm, and then falls at the same rate. From ε = ½√σ₁ the asymmetry never gets small, and the end is slow: global convergence is still what happens, but nothing that the theorem covers.",
  );
}
