import type { Certificate } from "../certificates/certificate.ts";
import { coreNumbers } from "../certificates/core-numbers.ts";
import { firstOrder } from "../certificates/first-order.ts";
import { globallyOptimal } from "../certificates/globally-optimal.ts";
import { identifiability } from "../certificates/identifiability.ts";
import { stationarity } from "../certificates/stationarity.ts";
import { numberText, percentText } from "../number-text.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { balanced } from "../problem/balance.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import type { Undetermined } from "../report/report.ts";
import type { Certification, CertifyOptions, ForeignModel } from "./certification.ts";
import type { BiasChoice, Observations } from "./completion.ts";
import { entriesOf } from "./entries.ts";
import { estimatedRidges } from "./estimated-ridges.ts";
import { errors, fitTask, predictAt } from "./fit.ts";
import { undeterminedAt } from "./undetermined.ts";

/**
 * Certifies factors that any tool made against the entries that it was given: global optimality by duality (the factors
 * need not be balanced), stationarity, identifiability. A ridge that is not given is estimated from the factors.
 *
 * @throws RangeError naming the argument where the data, the factors or an option is of no use.
 */
export async function certify(
  data: Observations,
  model: ForeignModel,
  options: CertifyOptions = {},
): Promise<Certification> {
  const { gap = 1e-6, seed = 0, ridgeWeights = "none" } = options;
  const entries = entriesOf(data);
  const bias = biasOf(model);
  const task = fitTask(entries, { bias, ridgeWeights, scale: "none", precision: "float64", nonnegative: false });
  checkModel(model, entries.shape);
  const bare = task.problem({ ridge: 0, biasRidge: 0 }, model.rank);
  const point = pointOf(bare, model);

  const found = await breathe(estimatedRidges(bare, point));
  const hasBiases = bias !== "none" && bias !== "mean";
  const estimated = [
    ...(options.ridge === undefined ? (["ridge"] as const) : []),
    ...(options.biasRidge === undefined && hasBiases ? (["biasRidge"] as const) : []),
  ];
  const ridge = options.ridge ?? found.ridge;
  const biasRidge = options.biasRidge ?? (hasBiases ? found.biasRidge : 0);
  const given = task.problem({ ridge, biasRidge }, model.rank);
  const reached = await breathe(balanced(given, point));
  const { problem } = reached;
  const certificates = [
    await breathe(globallyOptimal(given, point, { gap, seed })),
    await breathe(firstOrder(problem, reached.point)),
    await breathe(identifiability(problem, reached.point, { seed })),
  ];
  const [optimality] = certificates;
  const rho = await breathe(stationarity(problem, reached.point));
  const rank = problem.parametrization.rank;
  const undetermined = undeterminedAt(task.operator.pattern, coreNumbers(task.operator.pattern), rank);
  const relative = ridge > 0 ? rho / ridge : rho;
  return {
    verdict: optimality.verdict,
    certified: optimality.verdict === "holds",
    certificates,
    rank,
    ridge,
    biasRidge,
    estimated,
    stationarity: relative,
    objective: await breathe(problem.at(reached.point).value()),
    relativeGap: optimality.quantity,
    fitRmse: errors(predictAt(problem, reached.point, task.scaling, entries), entries.values).rmse,
    undetermined,
    sentences: sentences(optimality, { ridge, estimated: options.ridge === undefined, relative, undetermined }),
  };
}

function biasOf({ mean, rowBias, columnBias }: ForeignModel): BiasChoice {
  if (rowBias && columnBias) return "both";
  if (rowBias) return "rows";
  if (columnBias) return "columns";
  return mean === undefined ? "none" : "mean";
}

function checkModel(model: ForeignModel, [m, n]: readonly [number, number]): void {
  const { rank, left, right, rowBias, columnBias, mean = 0 } = model;
  if (!(Number.isInteger(rank) && rank >= 0 && rank <= Math.min(m, n))) {
    throw new RangeError(`rank: expected a whole number from 0 to ${Math.min(m, n)}; got ${rank}`);
  }
  const lengths = {
    left: [left, m * rank],
    right: [right, n * rank],
    rowBias: [rowBias, m],
    columnBias: [columnBias, n],
  };
  for (const [name, [list, length]] of Object.entries(lengths) as [string, [ArrayLike<number> | undefined, number]][]) {
    if (!list) continue;
    if (list.length !== length) throw new RangeError(`${name}: expected ${length} numbers; got ${list.length}`);
    for (let k = 0; k < length; k++) {
      if (!Number.isFinite(list[k])) throw new RangeError(`${name}[${k}]: expected a finite number; got ${list[k]}`);
    }
  }
  if (!Number.isFinite(mean)) throw new RangeError(`mean: expected a finite number; got ${mean}`);
}

function pointOf(problem: BlockProblem, model: ForeignModel): Point {
  const point = problem.point();
  const parts = problem.parametrization.parts(point);
  parts.left.set(Float64Array.from(model.left));
  parts.right.set(Float64Array.from(model.right));
  if (model.rowBias) parts.rowBias.set(Float64Array.from(model.rowBias));
  if (model.columnBias) parts.columnBias.set(Float64Array.from(model.columnBias));
  if (parts.mean.length > 0) parts.mean[0] = model.mean ?? 0;
  return point;
}

function sentences(
  optimality: Certificate,
  found: { ridge: number; estimated: boolean; relative: number; undetermined: Undetermined },
): string[] {
  const { ridge, estimated, relative, undetermined } = found;
  const about = estimated
    ? [
        `The ridge was not given; the factors are nearest to stationary at ${numberText(ridge)}, with a residual of ${numberText(relative, 2)} of it.`,
      ]
    : [];
  const open =
    undetermined.rank > 0 && undetermined.entries > 0
      ? [
          `At rank ${numberText(undetermined.rank)} the entries cannot determine ${percentText(undetermined.entries)} of the missing cells.`,
        ]
      : [];
  return [...about, optimality.sentence, ...open];
}
