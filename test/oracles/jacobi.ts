/**
 * One-sided Jacobi singular values, written for the tests alone so that no oracle leans on the code that it judges.
 * Slow and accurate: orthogonality to about 1e-15 for matrices up to 60×50.
 *
 * @see Demmel & Veselić 1992, doi:10.1137/0613074
 */
export interface Singular {
  /** σ_1 ≥ σ_2 ≥ …, min(m, n) of them. */
  readonly values: Float64Array;
  /** The matrix of the same shape (row-major) whose singular values are shrink(σ). */
  rebuild(shrink: (sigma: number) => number): Float64Array;
}

/** A right basis kept from one call to the next: where matrices change little, few sweeps are left to do. */
export interface WarmBasis {
  basis?: Float64Array;
}

/** Decomposes a row-major m×n matrix; `warm` is read and refreshed. */
export function jacobi(matrix: Float64Array, rows: number, columns: number, warm: WarmBasis = {}): Singular {
  const wide = columns > rows;
  const [m, n] = wide ? [columns, rows] : [rows, columns];
  const entry = (i: number, j: number): number => (wide ? matrix[j * columns + i] : matrix[i * columns + j]);

  // Column j of A·V lies in images[j], column j of V in basis[j]; rotations make the images orthogonal.
  const basis = warm.basis ? orthonormalized(warm.basis, n) : identity(n);
  const images = new Float64Array(n * m);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < n; k++) {
      const v = basis[j * n + k];
      if (v !== 0) for (let i = 0; i < m; i++) images[j * m + i] += v * entry(i, k);
    }
  }
  for (let sweep = 0; rotateAll(images, basis, m, n); sweep++) {
    if (sweep === 60) throw new Error("bug: Jacobi rotations did not settle in 60 sweeps");
  }
  warm.basis = basis;

  const sigma = Float64Array.from({ length: n }, (_, j) => Math.sqrt(dot(images, j * m, images, j * m, m)));
  return {
    values: sigma.slice().sort().reverse(),
    rebuild(shrink) {
      const out = new Float64Array(rows * columns);
      for (let j = 0; j < n; j++) {
        const factor = sigma[j] > 0 ? shrink(sigma[j]) / sigma[j] : 0;
        if (factor === 0) continue;
        for (let i = 0; i < m; i++) {
          const u = factor * images[j * m + i];
          for (let k = 0; k < n; k++) out[wide ? k * columns + i : i * columns + k] += u * basis[j * n + k];
        }
      }
      return out;
    },
  };
}

/** One sweep over all pairs; true where any pair was not yet orthogonal. */
function rotateAll(images: Float64Array, basis: Float64Array, m: number, n: number): boolean {
  let rotated = false;
  for (let p = 0; p < n - 1; p++) {
    for (let q = p + 1; q < n; q++) {
      const alpha = dot(images, p * m, images, p * m, m);
      const beta = dot(images, q * m, images, q * m, m);
      const gamma = dot(images, p * m, images, q * m, m);
      if (Math.abs(gamma) <= 2e-15 * Math.sqrt(alpha * beta) || gamma * gamma === 0) continue;
      rotated = true;
      const zeta = (beta - alpha) / (2 * gamma);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      const c = 1 / Math.hypot(1, t);
      rotate(images, p * m, q * m, m, c, c * t);
      rotate(basis, p * n, q * n, n, c, c * t);
    }
  }
  return rotated;
}

function rotate(x: Float64Array, p: number, q: number, length: number, c: number, s: number): void {
  for (let i = 0; i < length; i++) {
    const a = x[p + i];
    const b = x[q + i];
    x[p + i] = c * a - s * b;
    x[q + i] = s * a + c * b;
  }
}

function dot(x: Float64Array, i: number, y: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += x[i + k] * y[j + k];
  return sum;
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

/** One Newton step towards the nearest orthogonal matrix: undoes the drift that many rotations leave. */
function orthonormalized(basis: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const weight = (i === j ? 1.5 : 0) - 0.5 * dot(basis, i * n, basis, j * n, n);
      for (let k = 0; k < n; k++) out[i * n + k] += weight * basis[j * n + k];
    }
  }
  return out;
}
