import * as Plot from "@observablehq/plot";
import { numberText, type RunReport, type RunStep } from "./api.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";
import { html, type Markup } from "./html.ts";
import { thinned } from "./run-steps.ts";

/** What a run is plotted against. */
export type Effort = "applications" | "seconds";

interface Line {
  readonly solver: string;
  readonly colour: string;
  readonly steps: readonly { readonly at: number; readonly height: number }[];
}

const AXES: Readonly<Record<Effort, string>> = { applications: "Applications of 𝒜 and 𝒜*", seconds: "Seconds" };
/** Below this share of the observations a residual is rounding. */
const EXACT = 1e-11;
/** Differences of objectives below this share are rounding. */
const ROUNDING = 1e-15;
/** Colours of the style sheet for runs, told apart by the colour-blind too; further runs begin again, dashed. */
const COLOURS = 6;

/** The colour of the k-th run of a report. */
function colourOf(k: number): string {
  return `var(--run-${(k % COLOURS) + 1})`;
}

const dashOf = (k: number): string | undefined => (k >= COLOURS ? "5,3" : undefined);

/** The steps as far as the first that only rounding keeps from the lowest. */
function untilRounding(steps: Line["steps"]): Line["steps"] {
  const end = steps.findIndex(({ height }) => height <= ROUNDING);
  return end < 0 ? steps : steps.slice(0, end + 1);
}

/** Which colour is which solver. */
export function legend({ runs }: RunReport): Markup {
  if (runs.length < 2) return html``;
  const keys = runs.map(
    ({ solver }, k) =>
      html`<li><svg class="swatch" viewBox="0 0 24 8" aria-hidden="true"><path d="M1 4H23" stroke="${colourOf(k)}" stroke-dasharray="${dashOf(k) ?? "none"}"/></svg>${solver}</li>`,
  );
  return html`<ul class="legend">${keys}</ul>`;
}

/**
 * How fast each run came down, against its work: the residual as a share of the observations where some run fits them, else how
 * far its objective lies above the lowest that any run found.
 */
export function convergence(report: RunReport, document: PlotDocument, effort: Effort): Figure {
  const { runs } = report;
  const fits = report.chosen.ridge === 0 && runs.some(({ residual }) => residual < EXACT);
  const what = fits ? "Residual" : "Objective above the lowest";
  const title = `${what} by ${effort === "seconds" ? "time" : "work"}`;
  const lowest = Math.min(...runs.flatMap(({ trace }) => trace.map(({ objective }) => objective)));
  const heightOf = ({ residual, objective }: RunStep) =>
    fits ? residual : Math.max(ROUNDING, (objective - lowest) / (Math.abs(lowest) || 1));
  const lines: Line[] = runs.map(({ solver, trace }, k) => ({
    solver,
    colour: colourOf(k),
    steps: untilRounding(
      thinned(trace)
        .map((step) => ({ at: step[effort], height: heightOf(step) }))
        .filter(({ at, height }) => Number.isFinite(at) && height > 0 && Number.isFinite(height)),
    ),
  }));
  const steps = lines.flatMap((line) => line.steps);
  if (steps.length === 0) return { title, caption: "No step was recorded.", chart: null };
  if (steps.every(({ height }) => height <= ROUNDING)) {
    return { title, caption: "The first step was the last: there was nothing to descend.", chart: null };
  }
  const x = linearAxis(
    steps.map(({ at }) => at),
    AXES[effort],
    0,
  );
  const y = logAxis(
    steps.map(({ height }) => height),
    fits ? "‖𝒜(X) − y‖ / ‖y‖, log scale" : "Share of the lowest, log scale",
  );
  const place = { x: (step: Line["steps"][number]) => x.read(step.at), y: "height" };
  return {
    title,
    caption: fits
      ? "A straight fall is a linear rate, a bend downwards a faster one; below the last grid line only rounding is left."
      : "How far each run’s objective lay above the lowest that any of them found, as a share of it.",
    chart: chart(document, title, {
      x: x.options,
      y: { ...y.options, grid: true },
      marks: lines.flatMap(({ solver, colour, steps }, k) => [
        Plot.line(steps, {
          ...place,
          stroke: colour,
          strokeWidth: k === 0 ? 2 : 1.5,
          strokeDasharray: dashOf(k) ?? "none",
        }),
        Plot.dot(steps.slice(-1), {
          ...place,
          r: 3,
          fill: colour,
          title: (step: Line["steps"][number]) =>
            `${solver}: ${numberText(step.height, 2)} after ${numberText(step.at, 3)}`,
        }),
      ]),
    }),
  };
}
