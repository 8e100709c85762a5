import { benignRegularizer, denseHessian, matrix, type Steps, scaledMetric, symmetricEigen } from "../../src/index.ts";
import { models } from "./models.ts";
import { last, sumWith } from "./spectrum.ts";

/** ∇²(f + R) at the truth in the metric of scaled gradient descent, and outside of it. */
export interface Scaled {
  readonly condition: number;
  /** Extreme eigenvalues in the metric. */
  readonly least: number;
  readonly most: number;
  /** Most over least eigenvalue in Euclid's metric. */
  readonly unweighted: number;
}

/** Denoising a 12×10 matrix of rank 3 with singular values κ, √κ, 1. */
export function* scaled(condition: number, seed: number): Steps<Scaled> {
  const options = { shape: [12, 10], singularValues: [condition, Math.sqrt(condition), 1], seed } as const;
  const [{ problem, truth }] = models(options);
  const { parametrization } = problem;
  const hessian = yield* denseHessian(problem, truth);
  const plain = benignRegularizer(parametrization, { reference: truth, strength: 1 });
  const { values } = symmetricEigen(sumWith(hessian, plain.hessianVector));
  yield;
  const metric = scaledMetric(parametrization, truth);
  const size = hessian.rows;
  const turned = (data: Float64Array) =>
    Float64Array.from(
      Array.from({ length: size }, (_, k) => metric.fromMetric(data.slice(k * size, (k + 1) * size))).flatMap((row) =>
        Array.from(row),
      ),
    );
  const transposed = (data: Float64Array) => data.map((_, k) => data[(k % size) * size + Math.floor(k / size)]);
  const inMetric = matrix(size, size, turned(transposed(turned(hessian.data))));
  const benign = benignRegularizer(parametrization, { reference: metric.orthonormal, strength: 1 });
  const weighted = symmetricEigen(sumWith(inMetric, benign.hessianVector)).values;
  return { condition, least: weighted[0], most: last(weighted), unweighted: last(values) / values[0] };
}
