import type { Matrix, Problem } from "../../src/index.ts";

/** ‖X − truth‖ / ‖truth‖ of a point. */
export function relativeError({ parametrization }: Problem, point: ArrayLike<number>, truth: Matrix): number {
  const { rank } = parametrization;
  const { left, right } = parametrization.parts(Float64Array.from(point));
  let [error, size] = [0, 0];
  for (let i = 0; i < truth.rows; i++) {
    for (let j = 0; j < truth.columns; j++) {
      let x = 0;
      for (let c = 0; c < rank; c++) x += left[i * rank + c] * right[j * rank + c];
      const t = truth.data[i * truth.columns + j];
      error += (x - t) ** 2;
      size += t ** 2;
    }
  }
  return Math.sqrt(error / size);
}

/** The slope of ln y against ln x, by least squares. */
export function logSlope(pairs: readonly (readonly [x: number, y: number])[]): number {
  const logs = pairs.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: (pair: readonly [number, number]) => number) =>
    logs.reduce((sum, pair) => sum + of(pair), 0) / logs.length;
  const [x, y] = [mean(([a]) => a), mean(([, b]) => b)];
  return mean(([a, b]) => (a - x) * (b - y)) / mean(([a]) => (a - x) ** 2);
}

export function largest(values: readonly number[]): number {
  return Math.max(...values);
}

export function least(values: readonly number[]): number {
  return Math.min(...values);
}

/** A matrix without columns. */
export function noColumns(rows: number): Matrix {
  return { rows, columns: 0, data: new Float64Array() };
}
