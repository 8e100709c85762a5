import { type Biases, biasElimination, type ConvexProblem, cellScale } from "./convex-problem.ts";
import { jacobi, type WarmBasis } from "./jacobi.ts";

/** The optimum of a convex problem, enclosed: lowerBound ≤ min P ≤ objective. */
export interface Optimum extends Biases {
  /** P at X and its best biases. */
  readonly objective: number;
  /** D at the scaled residual. */
  readonly lowerBound: number;
  readonly relativeGap: number;
  /** Row-major, in the units of the data (weights of rows and columns undone). */
  readonly X: Float64Array;
  /** The number of σ_i > 1e-6 σ_1 of diag(a)^½ X diag(d)^½; likewise its nuclear norm. */
  readonly rank: number;
  readonly nuclearNorm: number;
  /** ‖diag(a)^-½ G diag(d)^-½‖₂, which is λ at an optimum other than 0. */
  readonly gradientNorm: number;
  readonly steps: number;
}

/**
 * Solves a problem of up to about 60×50 cells until (P − D)/P ≤ gap, by soft-impute (a proximal gradient in X with μ, b, c
 * eliminated exactly) with Nesterov's extrapolation and restarts. It shares no code with src/.
 *
 * @throws Error where the gap is not reached: the tests shall never compare with an unfinished optimum.
 * @see Mazumder, Hastie & Tibshirani, JMLR 11:2287 (2010); O'Donoghue & Candès, arXiv 1204.3982
 */
export function proximalGradient(problem: ConvexProblem, { gap = 1e-12, maxSteps = 20_000 } = {}): Optimum {
  const { rows, columns, rowIndex, columnIndex, values, ridge } = problem;
  const scale = cellScale(problem);
  const eliminate = biasElimination(problem);
  const cellOf = (k: number): number => rowIndex[k] * columns + columnIndex[k];
  const curvature = new Float64Array(rows * columns);
  for (let k = 0; k < values.length; k++) curvature[cellOf(k)] += (problem.weights?.[k] ?? 1) * scale[cellOf(k)] ** 2;
  const step = 1 / curvature.reduce((a, b) => Math.max(a, b));

  /** The fit at a scaled X: X in the data's units, its biases, and w times the residual, entry by entry. */
  const residualAt = (scaled: Float64Array) => {
    const X = scaled.map((x, cell) => x * scale[cell]);
    const biases = eliminate(X);
    const residual = Float64Array.from({ length: values.length }, (_, k) => {
      const offset = biases.mean + biases.row[rowIndex[k]] + biases.column[columnIndex[k]];
      return values[k] - X[cellOf(k)] - offset;
    });
    return { X, biases, residual };
  };

  const backProject = (residual: Float64Array): Float64Array => {
    const G = new Float64Array(rows * columns);
    for (let k = 0; k < values.length; k++) G[cellOf(k)] += (problem.weights?.[k] ?? 1) * residual[k];
    return G;
  };

  const enclose = (scaled: Float64Array, steps: number): Optimum => {
    const { X, biases, residual } = residualAt(scaled);
    const sigma = jacobi(scaled, rows, columns).values;
    const objective = objectiveAt(problem, X, biases);
    const { lowerBound, gradientNorm } = dual(problem, residual, backProject, scale);
    return {
      ...biases,
      X,
      objective,
      lowerBound,
      relativeGap: objective > 0 ? (objective - lowerBound) / objective : 0,
      rank: sigma.filter((value) => value > 1e-6 * sigma[0]).length,
      nuclearNorm: sum(sigma, (value) => value),
      gradientNorm,
      steps,
    };
  };

  const warm: WarmBasis = {};
  let current: Float64Array = new Float64Array(rows * columns);
  let ahead: Float64Array = current;
  let momentum = 1;
  for (let k = 1; k <= maxSteps; k++) {
    const G = backProject(residualAt(ahead).residual);
    const moved = ahead.map((x, cell) => x + step * scale[cell] * G[cell]);
    const next = jacobi(moved, rows, columns, warm).rebuild((sigma) => Math.max(0, sigma - ridge * step));
    // Where the extrapolation points uphill, momentum starts again from nothing.
    if (sum(next, (x, cell) => (ahead[cell] - x) * (x - current[cell])) > 0) momentum = 1;
    const after = 0.5 * (1 + Math.sqrt(1 + 4 * momentum * momentum));
    const push = (momentum - 1) / after;
    const last = current;
    ahead = next.map((x, cell) => x + push * (x - last[cell]));
    current = next;
    momentum = after;
    if (k % 20 === 0) {
      const optimum = enclose(current, k);
      if (optimum.relativeGap <= gap) return optimum;
    }
  }
  throw new Error(`oracle: relative gap ${enclose(current, maxSteps).relativeGap} after ${maxSteps} steps`);
}

/**
 * P at any X (row-major, in the data's units) and biases: what a claim about a point is held against.
 * X must be 0 in rows and columns of weight 0.
 */
export function objectiveAt(problem: ConvexProblem, X: Float64Array, biases: Biases): number {
  const { rows, columns, rowIndex, columnIndex, values, ridge, biasRidge = 0 } = problem;
  const loss = sum(Float64Array.from(values), (y, k) => {
    const [i, j] = [rowIndex[k], columnIndex[k]];
    const residual = y - X[i * columns + j] - biases.mean - biases.row[i] - biases.column[j];
    return (problem.weights?.[k] ?? 1) * residual ** 2;
  });
  const scale = cellScale(problem);
  const scaled = X.map((x, cell) => (scale[cell] > 0 ? x / scale[cell] : 0));
  const nuclearNorm = sum(jacobi(scaled, rows, columns).values, (sigma) => sigma);
  return 0.5 * loss + ridge * nuclearNorm + 0.5 * biasRidge * (sum(biases.row, square) + sum(biases.column, square));
}

/** D(s·R) with the best feasible s, and ‖G‖₂; the mean's constraint is met by taking the weighted mean off R first. */
function dual(
  problem: ConvexProblem,
  residual: Float64Array,
  backProject: (residual: Float64Array) => Float64Array,
  scale: Float64Array,
): { lowerBound: number; gradientNorm: number } {
  const { rows, columns, values, ridge, biasRidge = 0 } = problem;
  const weight = (_: number, k: number): number => problem.weights?.[k] ?? 1;
  const shift = problem.mean ? sum(residual, (r, k) => weight(r, k) * r) / sum(residual, weight) : 0;
  const Z = residual.map((r) => r - shift);
  const G = backProject(Z);
  let squares = sum(Z, (z, k) => weight(z, k) * z * z);
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  G.forEach((g, cell) => {
    rowSums[Math.floor(cell / columns)] += g;
    columnSums[cell % columns] += g;
  });
  // An unpenalised bias needs sums of 0, which its elimination gave to rounding.
  if (problem.rowBias && biasRidge > 0) squares += sum(rowSums, square) / biasRidge;
  if (problem.columnBias && biasRidge > 0) squares += sum(columnSums, square) / biasRidge;
  const scaled = G.map((g, cell) => g * scale[cell]);
  const gradientNorm = jacobi(scaled, rows, columns).values[0];
  const inner = sum(Z, (z, k) => weight(z, k) * z * values[k]);
  const s = squares > 0 ? Math.min(inner / squares, gradientNorm > 0 ? ridge / gradientNorm : Infinity) : 0;
  return { lowerBound: s * inner - 0.5 * s * s * squares, gradientNorm };
}

function sum(x: Float64Array, term: (value: number, index: number) => number): number {
  let total = 0;
  for (let k = 0; k < x.length; k++) total += term(x[k], k);
  return total;
}

function square(x: number): number {
  return x * x;
}
