/**
 * The convex problem min ½ Σ_k (⟨A_k, M⟩ − y_k)² + λ tr M over symmetric positive semidefinite M, for plain dense A_k of any
 * shape of symmetry: only their symmetric parts matter.
 */
export interface SemidefiniteProblem {
  readonly size: number;
  /** A_1 … A_p, p·n·n numbers. */
  readonly matrices: Float64Array;
  readonly observed: ArrayLike<number>;
  readonly ridge: number;
}

/** lowerBound ≤ min P ≤ objective. */
export interface SemidefiniteOptimum {
  readonly objective: number;
  readonly lowerBound: number;
  readonly relativeGap: number;
  /** Row-major. */
  readonly M: Float64Array;
  readonly rank: number;
}

/**
 * Solves it by a proximal gradient (eigenvalues lowered by λ/L and cut at 0) with Nesterov's extrapolation and restarts, until
 * (P − D)/P ≤ gap or the steps are used up. It shares no code with src/.
 *
 * @see O'Donoghue & Candès, arXiv 1204.3982
 */
export function semidefiniteOptimum(
  problem: SemidefiniteProblem,
  { gap = 1e-11, maxSteps = 20_000 } = {},
): SemidefiniteOptimum {
  const { size: n, observed, ridge } = problem;
  const p = observed.length;
  const a = symmetrised(problem);
  const measure = (m: Float64Array) => Float64Array.from({ length: p }, (_, k) => dot(a, k * n * n, m, 0, n * n));
  const backProject = (z: Float64Array) => {
    const g = new Float64Array(n * n);
    for (let k = 0; k < p; k++) for (let c = 0; c < n * n; c++) g[c] += z[k] * a[k * n * n + c];
    return g;
  };
  const residualAt = (m: Float64Array) => measure(m).map((x, k) => observed[k] - x);
  const step = 1 / (1.02 * largestCurvature(measure, backProject, n));

  const enclose = (m: Float64Array): SemidefiniteOptimum => {
    const residual = residualAt(m);
    const values = eigen(m, n).values;
    const square = dot(residual, 0, residual, 0, p);
    const objective = 0.5 * square + ridge * values.reduce((sum, value) => sum + value, 0);
    const top = Math.max(...eigen(backProject(residual), n).values);
    const along = residual.reduce((sum, r, k) => sum + r * observed[k], 0);
    const feasible = top > 0 ? ridge / top : Number.POSITIVE_INFINITY;
    const s = square > 0 ? Math.max(0, Math.min(along / square, feasible)) : 0;
    const lowerBound = s * along - 0.5 * s * s * square;
    const relativeGap = objective > 0 ? (objective - lowerBound) / objective : 0;
    const least = 1e-6 * Math.max(...values);
    return { objective, lowerBound, relativeGap, M: m, rank: values.filter((value) => value > least).length };
  };

  const warm: { vectors?: Float64Array } = {};
  let current: Float64Array = new Float64Array(n * n);
  let ahead: Float64Array = current;
  let momentum = 1;
  for (let k = 1; k <= maxSteps; k++) {
    const g = backProject(residualAt(ahead));
    const next = positivePart(
      ahead.map((x, c) => x + step * g[c]),
      n,
      step * ridge,
      warm,
    );
    let uphill = 0;
    for (let c = 0; c < n * n; c++) uphill += (ahead[c] - next[c]) * (next[c] - current[c]);
    if (uphill > 0) momentum = 1;
    const after = 0.5 * (1 + Math.sqrt(1 + 4 * momentum * momentum));
    const push = (momentum - 1) / after;
    const last = current;
    ahead = next.map((x, c) => x + push * (x - last[c]));
    current = next;
    momentum = after;
    if (k % 25 === 0) {
      const optimum = enclose(current);
      if (optimum.relativeGap <= gap) return optimum;
    }
  }
  return enclose(current);
}

/** Eigenvalues of a symmetric row-major matrix in no order, vectors as columns of V, by cyclic Jacobi rotations. */
export function eigen(matrix: Float64Array, n: number, start?: Float64Array) {
  const v = start ? start.slice() : identity(n);
  const b = start ? congruence(matrix, start, n) : matrix.slice();
  for (let sweep = 0; sweep < 60; sweep++) {
    let [off, all] = [0, 0];
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) all += b[i * n + j] ** 2;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += b[i * n + j] ** 2;
    if (off <= 1e-32 * all) break;
    for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) rotate(b, v, n, j, i);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => b[i * n + i]), vectors: v };
}

function rotate(b: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = b[p * n + q];
  if (off === 0) return;
  const theta = (b[q * n + q] - b[p * n + p]) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = c * t;
  for (let k = 0; k < n; k++) {
    const [x, y] = [b[k * n + p], b[k * n + q]];
    b[k * n + p] = c * x - s * y;
    b[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [b[p * n + k], b[q * n + k]];
    b[p * n + k] = c * x - s * y;
    b[q * n + k] = s * x + c * y;
    const [l, r] = [v[k * n + p], v[k * n + q]];
    v[k * n + p] = c * l - s * r;
    v[k * n + q] = s * l + c * r;
  }
}

/** Vᵀ A V, made symmetric. */
function congruence(a: Float64Array, v: Float64Array, n: number): Float64Array {
  const av = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) av[i * n + j] += a[i * n + k] * v[k * n + j];
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] += v[k * n + i] * av[k * n + j];
  return out.map((x, c) => 0.5 * (x + out[(c % n) * n + Math.floor(c / n)]));
}

/** V max(0, Λ − shift) Vᵀ. */
function positivePart(m: Float64Array, n: number, shift: number, warm: { vectors?: Float64Array }): Float64Array {
  const { values, vectors } = eigen(m, n, warm.vectors);
  // A basis that many rotations have worn is begun anew.
  if (Math.abs(dot(vectors, 0, vectors, 0, n * n) - n) < 1e-13 * n) warm.vectors = vectors;
  else delete warm.vectors;
  const out = new Float64Array(n * n);
  for (let c = 0; c < n; c++) {
    const value = Math.max(0, values[c] - shift);
    if (value === 0) continue;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) out[i * n + j] += value * vectors[i * n + c] * vectors[j * n + c];
  }
  return out;
}

function largestCurvature(
  measure: (m: Float64Array) => Float64Array,
  backProject: (z: Float64Array) => Float64Array,
  n: number,
): number {
  let m = Float64Array.from({ length: n * n }, (_, c) => Math.cos(1 + Math.floor(c / n)) + Math.cos(1 + (c % n)));
  let value = 1;
  for (let k = 0; k < 200; k++) {
    const next = backProject(measure(m));
    value = Math.hypot(...next);
    if (value === 0) return 1;
    m = next.map((x) => x / value);
  }
  return value;
}

/** (A_k + A_kᵀ)/2. */
function symmetrised({ size: n, matrices }: SemidefiniteProblem): Float64Array {
  return matrices.map((x, at) => {
    const [first, i, j] = [at - (at % (n * n)), Math.floor((at % (n * n)) / n), at % n];
    return 0.5 * (x + matrices[first + j * n + i]);
  });
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

function dot(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += x[i + k] * y[j + k];
  return sum;
}
