import { numberText, randomStartTheorem } from "../../src/index.ts";
import type { NumberTable } from "../paper.ts";
import type { Findings } from "./findings.ts";
import { conditionOf, flowTime, mostOf, slopeOf } from "./measures.ts";
import type { Run } from "./run.ts";

/** The numbers behind the claims. */
export function tables(found: Findings): NumberTable[] {
  return [steps(found), seeds(found), conditions(found), scales(found), unbalanced(found)];
}

const instanceText = ({ options: { instance } }: Run): string =>
  `${instance.shape.join("×")}, rank ${instance.singularValues.length}`;

const ownStep = ({ options: { instance } }: Run): number => randomStartTheorem(instance).stepSize;

const reached = ({ iterations, converged }: Run): number | string => (converged ? iterations : `> ${iterations}`);

function steps({ steps }: Findings): NumberTable {
  const [first] = steps;
  return {
    title: "Step sizes",
    caption: `${instanceText(first)}, singular values ${first.options.instance.singularValues.join(", ")}, ε = ${numberText(first.options.scale)}: the theorem's scale with its constant 1. The theorem's step, with its constant 1, is ${numberText(ownStep(first))}.`,
    columns: [
      "η",
      "T₁",
      "predicted",
      "T₀",
      "T(f ≤ 10⁻²⁰)",
      "bound",
      "T₁ησ_d",
      "T₀ησ_d",
      "slope of ln f",
      "least λ_min(P)",
    ],
    rows: steps.map((run) => [
      run.options.stepSize,
      run.phases.grown ?? "–",
      Math.round(run.predictedGrowth),
      run.phases.local ?? "–",
      run.options.untilLocal ? "not run to the end" : reached(run),
      Math.round(run.bound.total),
      flowTime(run, run.phases.grown),
      flowTime(run, run.phases.local),
      run.options.untilLocal ? "–" : slopeOf(run),
      -mostOf(run.rows, (row) => -row.leastResidual),
    ]),
  };
}

function seeds({ seeds }: Findings): NumberTable {
  const [{ options, bound }] = seeds;
  const iterations = seeds.map((run) => run.iterations).sort((x, y) => x - y);
  const growth = mostOf(seeds, ({ rows }) => mostOf(rows, (row) => row.asymmetry) / rows[0].asymmetry);
  return {
    title: "Random starts",
    caption: `The same instance, η = ${options.stepSize}, one start a seed.`,
    columns: ["starts", "converged", "least T", "median T", "largest T", "bound", "largest ‖B‖/‖B₀‖"],
    rows: [
      [
        seeds.length,
        seeds.filter(({ converged }) => converged).length,
        iterations[0],
        iterations[Math.floor(iterations.length / 2)],
        iterations[iterations.length - 1],
        Math.round(bound.total),
        growth,
      ],
    ],
  };
}

function conditions({ conditions }: Findings): NumberTable {
  return {
    title: "Shapes, ranks, condition numbers",
    caption: `Singular values from 1 to 1/κ, η = ${conditions[0].options.stepSize}, ε = ${numberText(conditions[0].options.scale)}. The last column is the theorem's own bound, at its scale and its step, with every constant 1: it grows as d²κ⁴(m + n)².`,
    columns: ["shape", "κ", "T₁", "T₀", "T(f ≤ 10⁻²⁰)", "T/κ", "bound at this step", "bound at the theorem's step"],
    rows: conditions.map((run) => [
      instanceText(run),
      Math.round(conditionOf(run)),
      run.phases.grown ?? "–",
      run.phases.local ?? "–",
      reached(run),
      run.iterations / conditionOf(run),
      Math.round(run.bound.total),
      run.ownBound.total,
    ]),
  };
}

function startRow(run: Run): (number | string)[] {
  const { rows } = run;
  const last = rows[rows.length - 1];
  return [
    reached(run),
    rows[0].asymmetry,
    last.asymmetry,
    mostOf(rows, (row) => row.asymmetry) / rows[0].asymmetry,
    rows[0].imbalance,
    last.imbalance,
    rows.every(({ bounded }) => bounded) ? "yes" : "no",
    slopeOf(run),
  ];
}

const START_COLUMNS = [
  "T(f ≤ 10⁻²⁰)",
  "‖B‖ at the start",
  "at the end",
  "largest/start",
  "imbalance at the start",
  "at the end",
  "AAᵀ ⪯ 2S_d",
  "slope of ln f",
];

function scales({ scales }: Findings): NumberTable {
  return {
    title: "Scale of the start",
    caption: `The same instance, η = ${scales[0].options.stepSize}.`,
    columns: ["ε", ...START_COLUMNS],
    rows: scales.map((run) => [run.options.scale, ...startRow(run)]),
  };
}

function unbalanced({ unbalanced }: Findings): NumberTable {
  return {
    title: "Unbalanced starts",
    caption: `The same instance, η = ${unbalanced[0].options.stepSize}, from (ρU₀, V₀/ρ).`,
    columns: ["ρ", ...START_COLUMNS],
    rows: unbalanced.map((run) => [run.options.unbalance ?? 1, ...startRow(run)]),
  };
}
