import type { NumberTable } from "../paper.ts";
import { ATTEMPTS, type CompletionRun, type Score } from "./completion.ts";
import type { Findings } from "./findings.ts";
import { printedFor, rate, wayOf } from "./measures.ts";
import { liftedTable, notebookTable } from "./notebook-tables.ts";
import type { SensingRun } from "./sensing.ts";

/** The numbers behind the claims. */
export function tables(found: Findings): NumberTable[] {
  return [
    notebookTable(found),
    liftedTable(found),
    success(found.completion),
    scales(found.scales),
    flips(found),
    ablation(found),
    sensing("Gaussian sensing", found.sensing),
    sensing("Gaussian sensing by the number of measurements", found.oversampling),
    costs(found),
    network(found),
  ];
}

function success(runs: readonly CompletionRun[]): NumberTable {
  const [{ options }] = runs;
  return {
    title: "Success rates",
    caption: `Perturbed completion, ${options.trials} starts of standard deviation ${options.scale}; perturbed descent and restarts have ${ATTEMPTS} attempts. Work counts applications of 𝒜 and 𝒜* over all trials, the first descent with it.`,
    columns: [
      "n",
      "ε",
      "escape",
      "authors",
      "descent",
      "authors",
      "perturbed",
      "restarts",
      "points left",
      "work of descent",
      "of the escape",
      "of perturbed descent",
      "of restarts",
    ],
    rows: runs.map((run) => {
      const printed = printedFor(run);
      const share = (score: Score | undefined) => (score ? rate(score, run) : "–");
      return [
        run.options.size,
        run.options.perturbation,
        share(run.oracle),
        printed?.oracle ?? "–",
        share(run.descent),
        printed?.descent ?? "–",
        share(run.perturbed),
        share(run.restarts),
        run.escapes,
        run.descent.work,
        run.oracle.work,
        run.perturbed?.work ?? "–",
        run.restarts?.work ?? "–",
      ];
    }),
  };
}

function scales(runs: readonly CompletionRun[]): NumberTable {
  return {
    title: "Scale of the start",
    caption: "Perturbed completion, n = 40, ε = 0.1.",
    columns: ["standard deviation", "escape", "descent", "ways taken"],
    rows: runs.map((run) => [
      run.options.scale,
      rate(run.oracle, run),
      rate(run.descent, run),
      Object.entries(run.kinds)
        .map(([kind, count]) => `${wayOf(kind)} ${count}`)
        .join(", "),
    ]),
  };
}

function flips({ flips }: Findings): NumberTable {
  return {
    title: "Every number of flipped signs",
    caption:
      "The spurious minima of perturbed completion at n = 40, ε = 0.1. The line has another minimum where its length is given; the lowest start is that of all rays and lines.",
    columns: ["flipped", "f", "exact feasibility", "length on the line", "f there", "lowest start", "by", "truth"],
    rows: flips.map((run) => [
      run.flips,
      run.value,
      run.feasibility,
      run.length > 0 ? run.length : "–",
      run.line,
      run.lowest,
      wayOf(run.kind),
      run.found ? "found" : "not found",
    ]),
  };
}

function ablation({ ablation }: Findings): NumberTable {
  return {
    title: "Parameters of the jump",
    caption:
      "Perturbed completion, n = 3, ε = 0.3: one parameter at a time changed from l = 11, ρ = 0.3, η = 0.01, t = 59,000, and the jump along E X taken whether or not its part dominates.",
    columns: [
      "parameter",
      "value",
      "part that dominates",
      "length along E X",
      "f there",
      "lower than the minimum",
      "truth",
    ],
    rows: ablation.map((run) => [
      LETTERS[run.parameter as keyof typeof LETTERS],
      run.value,
      run.dominant,
      run.length,
      run.jumped,
      run.jumped < run.stalled ? "yes" : "no",
      run.found ? "found" : "not found",
    ]),
  };
}

const LETTERS = { order: "l", scale: "ρ", step: "η", steps: "t" } as const;

function sensing(title: string, runs: readonly SensingRun[]): NumberTable {
  const [{ options }] = runs;
  const solved = ({ found }: Score) => found;
  return {
    title,
    caption: `Instances solved, of ${options.instances} with one start each, and applications of 𝒜 and 𝒜* in all. Four restarts at most, each a descent from a random start of the stalled point's size.`,
    columns: [
      "size",
      "rank",
      "X",
      "measurements per degree of freedom",
      "descent",
      "escape",
      "restarts",
      "escape, then restarts",
      "work of descent",
      "of the escape",
      "of restarts",
      "of both",
    ],
    rows: runs.map(({ options, descent, oracle, restarts, both }) => [
      options.size,
      options.rank,
      options.symmetric ? "U Uᵀ" : "U Vᵀ",
      options.oversampling,
      ...[descent, oracle, restarts, both].map(solved),
      ...[descent, oracle, restarts, both].map(({ work }) => work),
    ]),
  };
}

function costs({ costs }: Findings): NumberTable {
  return {
    title: "What lifting costs",
    caption:
      "Order 3, rank 1, perturbed completion, whose lifted gradient is the cheapest there is. The way is descent, escape and descent to the truth. Bytes where w wᵀ is stored, and where it is formed entry by entry.",
    columns: [
      "n",
      "numbers of a lifted point",
      "of a point",
      "multiply-adds of a lifted gradient",
      "of the whole way without",
      "ratio",
      "bytes with w wᵀ",
      "streamed",
      "bytes without",
    ],
    rows: costs.map((run) => [
      run.size,
      run.tensorNumbers,
      run.numbers,
      run.tensorGradient,
      run.way,
      run.tensorGradient / run.way,
      run.tensorBytes,
      run.tensorBytesStreamed,
      run.bytes,
    ]),
  };
}

function network({ network: run }: Findings): NumberTable {
  return {
    title: "The Iris network",
    caption:
      "Half the mean square errors. The authors' stall is at iteration 4,639 and their escape leads to 3.0609·10⁻².",
    columns: [
      "method",
      "stall",
      "loss there",
      "λ",
      "σ",
      "after the escape",
      "training loss at the end",
      "authors",
      "test loss",
      "authors",
    ],
    rows: [
      [
        "descent",
        run.stalled,
        run.plateau,
        run.lambda,
        run.leastSingular,
        "–",
        run.descent.train,
        0.032152,
        run.descent.test,
        0.0398,
      ],
      [
        "escape",
        run.stalled,
        run.plateau,
        run.lambda,
        run.leastSingular,
        run.jumped,
        run.oracle.train,
        0.028569,
        run.oracle.test,
        0.0408,
      ],
      [
        "a small random step",
        run.stalled,
        run.plateau,
        "–",
        "–",
        "–",
        run.perturbed.train,
        "–",
        run.perturbed.test,
        "–",
      ],
    ],
  };
}
