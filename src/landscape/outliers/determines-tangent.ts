import type { Steps } from "../../kernels/steps.ts";
import { dot } from "../../linalg/dot.ts";
import { matrix } from "../../linalg/matrix.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { Problem } from "../../problem/problem.ts";
import { tangentMap } from "../../problem/tangent-map.ts";
import type { FirstOrderForm } from "./first-order-form.ts";
import type { SpareColumns } from "./spare-columns.ts";

/** Points of more numbers than this have no Gram matrix formed. */
const FORMED = 400;
/** An eigenvalue below this share of the largest is one of a direction that is not seen. */
const UNSEEN = 1e-12;

/** Do the fitted measurements tell every tangent matrix at a point's matrix from 0; false, too, where that is too large to say. */
export function* determinesTangent(problem: Problem, form: FirstOrderForm, columns: SpareColumns): Steps<boolean> {
  const shape = problem.parametrization.withRank(columns.used.columns);
  const { dimension, degreesOfFreedom } = shape;
  if (dimension > FORMED) return false;
  const point = new Float64Array(dimension);
  const parts = shape.parts(point);
  parts.left.set(columns.left.data);
  parts.right.set(columns.right.data);
  const map = tangentMap(problem, shape, point);
  const images: Float64Array[] = [];
  for (let c = 0; c < dimension; c++) {
    const unit = new Float64Array(dimension);
    unit[c] = 1;
    const image = new Float64Array(map.rows);
    yield* map.apply(unit, image);
    images.push(image.map((v, k) => (form.least[k] < form.most[k] ? v : 0)));
  }
  const gram = matrix(dimension, dimension);
  for (let a = 0; a < dimension; a++) {
    for (let b = 0; b <= a; b++)
      gram.data[a * dimension + b] = gram.data[b * dimension + a] = dot(images[a], 0, images[b], 0, map.rows);
    yield;
  }
  const { values } = symmetricEigen(gram);
  const seen = values.filter((value) => value > UNSEEN * values[dimension - 1]).length;
  return seen === degreesOfFreedom;
}
