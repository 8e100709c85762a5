import { InputError } from "../../io/index.ts";
import {
  asymmetric,
  countWeightedRidge,
  type EntrySampling,
  elasticNet,
  estimatedRidges,
  type ForeignModel,
  finish,
  type Loss,
  losses,
  type MeasurementOperator,
  nonnegative,
  nonnegativeSymmetric,
  type Parametrization,
  type Point,
  type Problem,
  ridge as plainRidge,
  recoveryProblem,
  symmetric,
} from "../../src/index.ts";
import { nearest } from "../arguments/nearest.ts";
import { UsageError } from "../arguments/usage-error.ts";

/** What is to be looked at: the data, the factors, and how they were fitted. */
export interface Subject {
  readonly operator: MeasurementOperator | EntrySampling;
  /** In the operator's order. */
  readonly observed: Float64Array;
  /** As they were read, from where, and what the k-th of them is called. */
  readonly values: ArrayLike<number>;
  readonly source: string;
  /** The file that tells the size of the matrix. */
  readonly sizeSource: string;
  readonly nameOf: (k: number) => string;
  readonly loss: Loss;
  readonly model: ForeignModel;
  readonly symmetric: boolean;
  readonly nonnegative: boolean;
  /** Strengths that are not given are estimated. */
  readonly ridge?: number | undefined;
  readonly biasRidge?: number | undefined;
  readonly l1?: number | undefined;
  readonly ridgeWeights: "none" | "counts";
}

/** A problem, a point of it, and which strengths were estimated. */
export interface Posed {
  readonly problem: Problem;
  readonly point: Point;
  readonly estimated: readonly ("ridge" | "biasRidge")[];
}

/** The loss of that name in the library's catalogue. */
export function lossNamed(name = "leastSquares"): Loss {
  const catalogue: Readonly<Record<string, () => Loss>> = losses;
  if (Object.hasOwn(catalogue, name)) return catalogue[name]();
  const meant = nearest(name, Object.keys(losses));
  const hint = meant ? `; did you mean ${meant}?` : "";
  throw new UsageError(`--loss: expected one of ${Object.keys(losses).join(", ")}; got ${name}${hint}`, "loss");
}

/** The problem that the factors are meant to solve, and the point that they are. */
export function posed(subject: Subject): Posed {
  const { operator, observed, loss, model } = subject;
  checkValues(subject);
  checkFactors(subject);
  const { rank } = model;
  const biases = biasesOf(model);
  const strengths = (ridge: number, biasRidge: number) => {
    if (subject.ridgeWeights === "counts" && "rowCounts" in operator) {
      return countWeightedRidge({
        ridge,
        biasRidge,
        rowCounts: operator.rowCounts,
        columnCounts: operator.columnCounts,
      });
    }
    return subject.l1 ? elasticNet({ ridge, l1: subject.l1 }) : plainRidge({ ridge, biasRidge });
  };
  const bare: Problem = recoveryProblem({
    operator,
    observed,
    loss,
    regularizer: strengths(0, 0),
    parametrization: parametrizationOf(subject),
  });
  const point = pointOf(bare, model);
  const hasBiases = biases.rows || biases.columns;
  // Where the loss has kinks its derivative does not tell what pulls.
  const tells = loss.subdifferential === undefined;
  const estimated = [
    ...(subject.ridge === undefined && rank > 0 && tells ? (["ridge"] as const) : []),
    ...(subject.biasRidge === undefined && hasBiases ? (["biasRidge"] as const) : []),
  ];
  const found = estimated.length > 0 ? finish(estimatedRidges(bare, point)) : { ridge: 0, biasRidge: 0 };
  const regularizer = strengths(subject.ridge ?? found.ridge, hasBiases ? (subject.biasRidge ?? found.biasRidge) : 0);
  return { problem: bare.with({ regularizer }), point, estimated };
}

function biasesOf({ mean, rowBias, columnBias }: ForeignModel) {
  return { mean: mean !== undefined, rows: rowBias !== undefined, columns: columnBias !== undefined };
}

function parametrizationOf({ operator, model, symmetric: square, nonnegative: signless }: Subject): Parametrization {
  const size = { rows: operator.rows, columns: operator.columns, rank: model.rank };
  if (signless) return square ? nonnegativeSymmetric(size) : nonnegative(size);
  return square ? symmetric(size) : asymmetric({ ...size, biases: biasesOf(model) });
}

function checkValues({ values, source, nameOf, loss }: Subject): void {
  const { least, most } = loss.observations ?? { least: -Infinity, most: Infinity };
  const wrong = Array.from(values).findIndex((y) => !(y >= least && y <= most));
  if (wrong < 0) return;
  const range = most < Number.MAX_VALUE ? `from ${least} to ${most}` : `of ${least} or more`;
  throw new InputError(`expected numbers ${range} for the ${loss.name} loss, ${values[wrong]} came ${nameOf(wrong)}`, {
    file: source,
  });
}

function checkFactors({ operator, model, sizeSource, symmetric, nonnegative: signless }: Subject): void {
  const { rows, columns } = operator;
  const { rank, left, right } = model;
  const fault = (text: string) => new InputError(text, { argument: "model" });
  const [m, n] = rank > 0 ? [left.length / rank, right.length / rank] : [rows, columns];
  if (m !== rows || n !== columns) {
    throw fault(
      `expected factors of ${rows} rows and ${columns} columns, as ${sizeSource} calls for; ${m} × ${n} came`,
    );
  }
  const most = Math.min(rows, columns);
  if (rank > most) throw fault(`expected a rank of at most ${most}, the smaller side of the matrix; ${rank} came`);
  const offsets = Object.values(biasesOf(model)).includes(true);
  if (signless) {
    if (offsets) {
      throw new UsageError(
        "--nonnegative: expected factors without mean and biases; the model has some",
        "nonnegative",
      );
    }
    for (const [name, factor] of Object.entries({ left, right })) {
      const wrong = Array.from(factor).findIndex((x) => x < 0);
      if (wrong >= 0) {
        throw new UsageError(
          `--nonnegative: expected factors ≥ 0; got ${factor[wrong]} in row ${Math.floor(wrong / rank)}, column ${wrong % rank} of the ${name} factor`,
          "nonnegative",
        );
      }
    }
  }
  if (!symmetric) return;
  if (rows !== columns)
    throw new UsageError(`--symmetric: expected a square matrix; got ${rows} × ${columns}`, "symmetric");
  if (offsets) {
    throw new UsageError("--symmetric: expected factors without mean and biases; the model has some", "symmetric");
  }
  if (Array.from(left).some((x, k) => x !== right[k])) {
    throw new UsageError("--symmetric: expected a left factor alone, or a right one that equals it", "symmetric");
  }
}

function pointOf({ parametrization, ...problem }: Problem, model: ForeignModel): Point {
  const { rows, columns, rank } = parametrization;
  const point = problem.point();
  const block = (count: number, data: ArrayLike<number>) => ({
    rows: count,
    columns: rank,
    data: Float64Array.from(data),
  });
  parametrization.setFactors({ left: block(rows, model.left), right: block(columns, model.right) }, point);
  const parts = parametrization.parts(point);
  if (model.rowBias) parts.rowBias.set(Float64Array.from(model.rowBias));
  if (model.columnBias) parts.columnBias.set(Float64Array.from(model.columnBias));
  if (model.mean !== undefined) parts.mean[0] = model.mean;
  return point;
}
