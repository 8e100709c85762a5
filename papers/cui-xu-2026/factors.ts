import {
  lowRankSvd,
  type Matrix,
  matrix,
  multiply,
  type Parametrization,
  type Point,
  type Random,
  random,
  type Svd,
  svd,
  transpose,
} from "../../src/index.ts";
import type { PlantedModel } from "./models.ts";

/** Balanced factors of a random matrix with these singular values, as a point [U | V], and the matrix. */
export function plantedFactors({ shape: [rows, columns], singularValues, seed }: PlantedModel): {
  readonly truth: Point;
  readonly product: Matrix;
} {
  const rank = singularValues.length;
  const draw = random(seed).fork("truth");
  const basis = (length: number) => svd(gaussianMatrix(draw, length, rank)).u;
  const found: Svd = { u: basis(rows), singularValues: Float64Array.from(singularValues), v: basis(columns) };
  const [left, right] = balancedFactors(found);
  return { truth: joined(left, right), product: multiply(left, transpose(right)) };
}

/** The balanced factors of the matrix at a point. */
export function balanced(parametrization: Parametrization, point: Point): Float64Array {
  const [left, right] = factorsOf(parametrization, point);
  return joined(...balancedFactors(lowRankSvd({ left, right })));
}

/** U and V of a point. */
export function factorsOf(parametrization: Parametrization, point: Point): [left: Matrix, right: Matrix] {
  const { rows, columns, rank } = parametrization;
  const { left, right } = parametrization.parts(point);
  return [matrix(rows, rank, Float64Array.from(left)), matrix(columns, rank, Float64Array.from(right))];
}

/** The balanced factors at a random point at some distance from another. */
export function near(parametrization: Parametrization, point: Point, distance: number, draw: Random): Float64Array {
  return balanced(parametrization, displaced(point, distance, draw));
}

/** A point at some distance from another, in a random direction. */
export function displaced(point: Point, distance: number, draw: Random): Float64Array {
  const direction = Float64Array.from(point, () => draw.gaussian());
  const scale = distance / norm(direction);
  return direction.map((value, k) => point[k] + scale * value);
}

/** [U | V]. */
export function joined(left: Matrix, right: Matrix): Float64Array {
  return Float64Array.from([...left.data, ...right.data]);
}

/** Euclidean length. */
export const norm = (x: ArrayLike<number>): number =>
  Math.sqrt(Array.from(x).reduce((sum, value) => sum + value * value, 0));

/** Euclidean distance. */
export const distanceOf = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  norm(Array.from(x, (value, k) => value - y[k]));

/** ‖U Vᵀ − Ū V̄ᵀ‖ of two points. */
export function errorOf(parametrization: Parametrization, point: Point, other: Point): number {
  const [x, y] = [point, other].map((from) => {
    const [left, right] = factorsOf(parametrization, from);
    return multiply(left, transpose(right)).data;
  });
  return distanceOf(x, y);
}

/** A matrix of standard normal numbers. */
export function gaussianMatrix(draw: Random, rows: number, columns: number): Matrix {
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
}

function balancedFactors({ u, singularValues, v }: Svd): [Matrix, Matrix] {
  const scaled = ({ rows, columns, data }: Matrix) =>
    matrix(
      rows,
      columns,
      data.map((value, k) => value * Math.sqrt(singularValues[k % columns])),
    );
  return [scaled(u), scaled(v)];
}
