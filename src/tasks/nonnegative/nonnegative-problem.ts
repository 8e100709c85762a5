import { entrySampling } from "../../operators/entry-sampling.ts";
import { fullObservation } from "../../operators/full-observation.ts";
import type { MeasurementOperator } from "../../operators/operator.ts";
import { nonnegative } from "../../parametrizations/nonnegative.ts";
import type { Problem } from "../../problem/problem.ts";
import { recoveryProblem } from "../../problem/recovery-problem.ts";
import { elasticNet } from "../../regularizers/elastic-net.ts";
import type { Regularizer } from "../../regularizers/regularizer.ts";
import { ridge as plainRidge } from "../../regularizers/ridge.ts";
import type { Entries } from "../entries.ts";
import type { NonnegativeLoss } from "../factoring.ts";
import type { FullMatrix } from "../full-matrix.ts";
import { nonnegativeLosses } from "./nonnegative-losses.ts";

/** What is minimised. */
export interface NonnegativeTerms {
  readonly rank: number;
  readonly loss: NonnegativeLoss;
  readonly ridge: number;
  readonly l1: number;
  readonly precision: "float64" | "float32";
}

/** Σ ℓ(U Vᵀ, A) + penalty over U, V ≥ 0, the sum over the entries that are not missing. */
export function nonnegativeProblem(given: FullMatrix, terms: NonnegativeTerms): Problem {
  const { rows, columns, data } = given;
  if (data.some(Number.isNaN)) return nonnegativeOnEntries(knownEntries(given), terms);
  return build(fullObservation({ rows, columns }), data, terms);
}

/** The same of entries that are listed. */
export function nonnegativeOnEntries({ shape, rows, columns, values }: Entries, terms: NonnegativeTerms): Problem {
  const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
  return build(operator, operator.measure(values), terms);
}

/** The entries of a matrix that are not missing, as a list. */
export function knownEntries({ rows, columns, data }: FullMatrix): Entries {
  const places = Int32Array.from(data.keys()).filter((e) => !Number.isNaN(data[e]));
  return {
    shape: [rows, columns],
    rows: places.map((e) => Math.floor(e / columns)),
    columns: places.map((e) => e % columns),
    values: Float64Array.from(places, (e) => data[e]),
  };
}

function build(operator: MeasurementOperator, observed: Float64Array, terms: NonnegativeTerms): Problem {
  const { rank, loss, ridge, l1, precision } = terms;
  const { rows, columns } = operator;
  return recoveryProblem({
    operator,
    observed,
    loss: nonnegativeLosses[loss].make(),
    regularizer: nonnegativePenalty(ridge, l1),
    parametrization: nonnegative({ rows, columns, rank }),
    precision,
  });
}

/** λ/2 (‖U‖² + ‖V‖²) + μ (Σ U + Σ V). */
export function nonnegativePenalty(ridge: number, l1: number): Regularizer {
  return l1 > 0 ? elasticNet({ ridge, l1 }) : plainRidge({ ridge });
}
