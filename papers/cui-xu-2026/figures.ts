import { type ChartLine, type LineChart, lineChart } from "../../render/index.ts";
import type { PaperFigure } from "../paper.ts";
import type { Findings } from "./experiments.ts";
import { curvedRows, factorsOf } from "./measures.ts";
import type { Run } from "./run.ts";

/** All figures. */
export function figures(found: Findings): PaperFigure[] {
  return [
    difference(found),
    eigenvalues(found),
    around(found),
    contraction(found),
    scaled(found),
    overTime(found),
    finish(found),
  ];
}

const TONES = ["accent", "alarm", "ink", "muted", "guide"] as const;

/** More points than this do not show. */
const POINTS = 200;

function figure(name: string, chart: LineChart, caption: string): PaperFigure {
  return { name, title: chart.title, caption, svg: lineChart(chart) };
}

/** Pairs, thinned, of no more digits than an eye sees. */
function thinned(pairs: readonly (readonly [x: number, y: number])[]): ChartLine["points"] {
  const every = Math.ceil(pairs.length / POINTS);
  return pairs
    .filter((_, k) => k % every === 0 || k === pairs.length - 1)
    .map(([x, y]) => [x, Number(y.toPrecision(4))] as const);
}

function difference({ runs }: Findings): PaperFigure {
  const [{ rows }] = runs;
  return figure(
    "difference",
    {
      title: "Descent on f and on f + R_t: the same iterates",
      x: { label: "Iteration" },
      y: { label: "Largest difference of an entry", log: true },
      lines: runs.map(({ model, rows }, k) => ({
        label: model,
        // Where the two are equal to the last bit there is nothing to draw on a logarithmic scale.
        points: thinned(rows.flatMap(({ iteration, difference }) => (difference > 0 ? [[iteration, difference]] : []))),
        tone: TONES[k],
      })),
      levels: [{ at: 1e-13, label: "10⁻¹³" }],
    },
    `Two descents of ${rows.length - 1} steps from one start, the second with the gradient of R_t, built anew at its own iterates, in every step. What differs is rounding.`,
  );
}

function eigenvalues({ runs }: Findings): PaperFigure {
  const shown = ["denoising", "Poisson"].map((name) => runs.find(({ model }) => model === name)!);
  const line = (run: Run, of: "least" | "leastAlone") =>
    thinned(curvedRows(run).flatMap((row) => (row.iteration <= 100 ? [[row.iteration, row[of] / run.unit]] : [])));
  return figure(
    "eigenvalues",
    {
      title: "f is never convex along the run, f + R_t is",
      x: { label: "Iteration" },
      y: { label: "Least eigenvalue over μs_r" },
      lines: shown.flatMap((run, k) => [
        { label: `f + R_t, ${run.model}`, points: line(run, "least"), tone: k === 0 ? "accent" : "ink" },
        { label: `f, ${run.model}`, points: line(run, "leastAlone"), tone: k === 0 ? "alarm" : "muted" },
      ]),
      levels: [{ at: 0, label: "0" }],
    },
    "The beginning of the descents, from 0.5 away. f + R_t is strongly convex at every iterate, although the start lies ten radii of the theorem away and more; f alone is indefinite, and its least eigenvalue rises to 0, from below.",
  );
}

function around({ around }: Findings): PaperFigure {
  const pairs = (of: (each: (typeof around)[number]) => number) =>
    thinned(around.map((each) => [each.distance, of(each)]));
  return figure(
    "around",
    {
      title: "Curvature at a distance from the truth",
      x: { label: "Distance", log: true },
      y: { label: "Least eigenvalue of the Hessian" },
      lines: [
        { label: "f + R_t", points: pairs(({ least }) => least), dots: true, tone: "accent" },
        { label: "f", points: pairs(({ leastAlone }) => leastAlone), dots: true, tone: "alarm" },
      ],
      levels: [{ at: 0, label: "0" }],
    },
    "Denoising, the least over random points at each distance: f is indefinite arbitrarily near, in proportion to the distance; f + R_t loses its strong convexity only far beyond the theorem's radius of 0.048.",
  );
}

function contraction({ inside }: Findings): PaperFigure {
  const shown = inside.filter(({ model }) => model === "denoising" || model === "sensing");
  return figure(
    "contraction",
    {
      title: "What a step takes off the distance, and the least that it must",
      x: { label: "Iteration" },
      y: { label: "1 − distance after/distance before", log: true },
      lines: shown.map((run, k) => ({
        label: run.model,
        points: thinned(factorsOf(run).map(([iteration, factor]) => [iteration, 1 - factor])),
        tone: TONES[k],
      })),
      levels: shown.map((run) => ({ at: Number((1 - run.bound).toPrecision(4)), label: `bound, ${run.model}` })),
    },
    "The distance to the nearest point of the orbit, from step to step, until rounding. The bound ημs_r/2 holds at every step. Denoising ends at ημs_r, twice the bound; the bound for sensing counts on the least curvature of all matrices, which is less than that of the tangent ones.",
  );
}

function scaled({ scaled }: Findings): PaperFigure {
  return figure(
    "scaled",
    {
      title: "In the metric of scaled descent κ does not matter",
      x: { label: "κ = s₁/s_r", log: true },
      y: { label: "Condition number of ∇²(f + R)", log: true },
      lines: [
        {
          label: "gradient descent",
          points: scaled.map((it) => [it.condition, it.unweighted]),
          dots: true,
          tone: "alarm",
        },
        {
          label: "scaled descent",
          points: scaled.map((it) => [it.condition, it.most / it.least]),
          dots: true,
          tone: "accent",
        },
      ],
    },
    "At the truth, denoising: 2κ in Euclid's metric, 2 in that of scaled gradient descent.",
  );
}

function overTime({ overTime: [completion] }: Findings): PaperFigure {
  const early = completion.filter(({ iteration }) => iteration <= 30);
  return figure(
    "over-time",
    {
      title: "The certificate along a completion",
      x: { label: "Iteration" },
      y: { label: "Least eigenvalue" },
      lines: [
        {
          label: "∇²f + cK*K",
          points: thinned(early.map((it) => [it.iteration, it.least])),
          dots: true,
          tone: "accent",
        },
        {
          label: "∇²f",
          points: thinned(early.flatMap((it) => (it.leastAlone === undefined ? [] : [[it.iteration, it.leastAlone]]))),
          dots: true,
          tone: "alarm",
        },
      ],
      levels: [{ at: 0, label: "0" }],
    },
    "K at the iterate itself, c = 0.4: no truth is needed. The spectral start lies outside of the convex region; after a few steps the certificate holds, while f alone is indefinite all along.",
  );
}

function finish({ finish: [{ newton, descent }] }: Findings): PaperFigure {
  const line = (errors: readonly number[]) =>
    errors.flatMap((error, k) => (k > 0 ? [[k, Math.max(error, 1e-16)] as const] : []));
  return figure(
    "newton",
    {
      title: "Newton's method on f + R against gradient descent",
      x: { label: "Iteration", log: true },
      y: { label: "‖UVᵀ − M*‖", log: true },
      lines: [
        { label: "Newton, gauge fixed", points: line(newton), dots: true, tone: "accent" },
        { label: "gradient descent", points: logarithmic(line(descent)), tone: "alarm" },
      ],
    },
    "Sensing, condition number 30, from the same start at distance 0.2: a few linear systems against thousands of steps.",
  );
}

/** Points that are evenly spread on a logarithmic axis, about 60 to a decade. */
function logarithmic(points: readonly (readonly [number, number])[]): ChartLine["points"] {
  let next = 0;
  return thinned(
    points.filter(([x], k) => {
      if (x < next && k < points.length - 1) return false;
      next = x * 1.04;
      return true;
    }),
  );
}
