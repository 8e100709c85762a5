import {
  absolute,
  asymmetric,
  entrySampling,
  firstOrderForm,
  type Problem,
  perturbationCurve,
  type Random,
  random,
  recoveryProblem,
  ridge,
  type Steps,
  spareColumns,
  sparseDirections,
  symmetric,
} from "../../src/index.ts";

/** A pattern of outliers that lets the loss fall, and the coefficient that the formula gives, times the entries observed. */
export interface CompletionSetting {
  readonly name: string;
  readonly kind: "single" | "diagonal" | "unobservedDiagonals" | "oneDiagonal" | "star";
  readonly size: number;
  readonly formula: number;
  readonly seed: number;
}

/** The coefficient along the direction found, by the form and by f itself at γ = ½. */
export interface CompletionSaddle extends CompletionSetting {
  readonly coefficient: number;
  readonly measured: number;
}

type Cell = readonly [row: number, column: number];

/** What is left out, and where errors of 5 are, of each kind; of UUᵀ with their mirror images. */
const PATTERNS: Record<
  CompletionSetting["kind"],
  { hidden: readonly Cell[]; wrong: readonly Cell[]; asymmetric?: true }
> = {
  single: { hidden: [], wrong: [[2, 3]], asymmetric: true },
  diagonal: { hidden: [], wrong: [[4, 4]] },
  unobservedDiagonals: {
    hidden: [
      [2, 2],
      [5, 5],
    ],
    wrong: [[2, 5]],
  },
  oneDiagonal: { hidden: [[2, 2]], wrong: [[2, 5]] },
  star: {
    hidden: [
      [3, 4],
      [3, 5],
      [3, 6],
    ],
    wrong: [
      [1, 3],
      [1, 4],
      [1, 5],
      [1, 6],
    ],
  },
};

/** A rank-one truth whose entries are observed with probability ½, those of the pattern as it says. */
function planted({ kind, size, seed }: CompletionSetting): { problem: Problem; truth: Float64Array } {
  const { hidden, wrong, asymmetric: both = false } = PATTERNS[kind];
  const draw = random(seed).fork(kind);
  const u = gaussian(draw, size);
  const v = both ? gaussian(draw, size) : u;
  const is = (cells: readonly Cell[], i: number, j: number) =>
    cells.some(([a, b]) => (a === i && b === j) || (!both && a === j && b === i));
  const touched = new Set([...hidden, ...wrong].flat());
  const cells: Cell[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (!both && j < i) continue;
      const fixed = touched.has(i) && touched.has(j);
      const seen = fixed ? !is(hidden, i, j) : draw.uniform() < 0.5;
      if (!seen) continue;
      cells.push([i, j]);
      if (!both && i !== j) cells.push([j, i]);
    }
  }
  const observed = new Map(cells.map(([i, j]) => [i * size + j, u[i] * v[j] + (is(wrong, i, j) ? 5 : 0)]));
  const operator = entrySampling({
    ...{ rows: size, columns: size },
    ...{ rowIndex: cells.map(([i]) => i), columnIndex: cells.map(([, j]) => j) },
  });
  const parametrization = both
    ? asymmetric({ rows: size, columns: size, rank: 2 })
    : symmetric({ rows: size, rank: 2 });
  const problem = recoveryProblem({
    ...{ operator, parametrization },
    observed: operator.measure(cells.map(([i, j]) => observed.get(i * size + j)!)),
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
  });
  const truth = new Float64Array(parametrization.dimension);
  const { left, right } = parametrization.parts(truth);
  for (let i = 0; i < size; i++) {
    right[2 * i] = v[i];
    left[2 * i] = u[i];
  }
  return { problem, truth };
}

function gaussian(draw: Random, length: number): Float64Array {
  return Float64Array.from({ length }, () => draw.gaussian());
}

/** Looks for the sparse direction, and measures f along it. */
export function* completionSaddle(setting: CompletionSetting): Steps<CompletionSaddle> {
  const { problem, truth } = planted(setting);
  const form = yield* firstOrderForm(problem, truth);
  const found = yield* sparseDirections(problem, form, spareColumns(problem.parametrization, truth));
  const curve = yield* perturbationCurve(problem, truth, found.find(({ kind }) => kind === setting.kind)!, form);
  return { ...setting, coefficient: curve.coefficient, measured: -(yield* curve.fall(0.5)) / 0.25 };
}
