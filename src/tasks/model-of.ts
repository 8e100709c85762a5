import type { Descended } from "./descend.ts";
import { fromArrays, type Model } from "./model.ts";

/** The delivered factors as a model, balanced. */
export function modelOf({ problem, point }: Descended): Model {
  const { rows, columns, rank } = problem.parametrization;
  const { left, right } = problem.parametrization.parts(point);
  return fromArrays({
    rows,
    columns,
    rank,
    left: Float64Array.from(left),
    right: Float64Array.from(right),
    ridge: problem.regularizer.ridge,
  });
}
