import { expect, test } from "vitest";
import {
  matrix,
  nonnegative,
  nonnegativeSymmetric,
  type Parametrization,
  parametrizations,
  random,
} from "../../src/index.ts";
import { svd } from "../../src/linalg/svd.ts";

const size = 6;

/** The rank of dφ at a random point: how many ways X can move. */
function waysToMove(map: Parametrization): number {
  const draw = random(5);
  // One factor for both sides, so that X is of this rank for those maps, too, that reach semidefinite matrices alone.
  const numbers = Float64Array.from({ length: size * map.rank }, () => draw.gaussian());
  const factor = matrix(size, map.rank, numbers);
  const point = new Float64Array(map.dimension);
  map.setFactors({ left: factor, right: factor }, point);
  const { dimension, width } = map;
  const derivative = matrix(size * size, dimension);
  const [left, right] = [new Float64Array(size * 2 * width), new Float64Array(size * 2 * width)];
  for (let k = 0; k < dimension; k++) {
    const direction = new Float64Array(dimension);
    direction[k] = 1;
    map.project(point, direction);
    map.writeTangent(point, direction, left, right, 2 * width);
    for (let at = 0; at < size * size; at++) {
      const [i, j] = [Math.floor(at / size), at % size];
      for (let c = 0; c < 2 * width; c++) {
        derivative.data[at * dimension + k] += left[i * 2 * width + c] * right[j * 2 * width + c];
      }
    }
  }
  const { singularValues } = svd(derivative);
  return singularValues.filter((sigma) => sigma > 1e-10 * singularValues[0]).length;
}

test.for(Object.entries(parametrizations))("%s counts the ways in which X can move", ([, factory]) => {
  for (const rank of [1, 2, 4]) {
    const map = factory({ rows: size, columns: size, rank });
    expect(map.degreesOfFreedom).toBe(waysToMove(map));
  }
});

test.for([nonnegative, nonnegativeSymmetric])("also with more columns than rows: $name", (factory) => {
  const map = factory({ rows: size, columns: size, rank: size + 2 });
  expect(map.degreesOfFreedom).toBe(waysToMove(map));
});
