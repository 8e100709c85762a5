/** A sum over the largest eigenvalues or singular values of a random matrix, in expectation. */
export interface SpectralEnergy {
  readonly energy: number;
  /** Is it a closed form, or the integral over the limiting law of large matrices. */
  readonly exact: boolean;
}

/**
 * E Σ_{j ≤ count} (λ_j⁺)² of the symmetric part of a size×size matrix of standard normal numbers: size(size + 1)/4 over all
 * of them; fewer by the semicircle law of that total.
 */
export function topEigenvalueEnergy(size: number, count: number): SpectralEnergy {
  if (count <= 0 || size <= 0) return { energy: 0, exact: true };
  const total = (size * (size + 1)) / 4;
  if (count >= size) return { energy: total, exact: true };
  // Of λ = R cos θ the positive half is what counts; R² = 2(size + 1) makes the total right.
  const angle = angleOf(Math.min(count / size, 0.5), (theta) => (2 / Math.PI) * Math.sin(theta) ** 2, Math.PI / 2);
  const share = integral((theta) => (2 / Math.PI) * (Math.sin(theta) * Math.cos(theta)) ** 2, angle);
  return { energy: 2 * size * (size + 1) * share, exact: false };
}

/**
 * E Σ_{j ≤ count} σ_j² of a rows×columns matrix of standard normal numbers: rows·columns over all of them; fewer by the
 * Marchenko–Pastur law.
 */
export function topSingularValueEnergy(rows: number, columns: number, count: number): SpectralEnergy {
  const [less, more] = [Math.min(rows, columns), Math.max(rows, columns)];
  if (count <= 0 || less <= 0) return { energy: 0, exact: true };
  if (count >= less) return { energy: rows * columns, exact: true };
  const ratio = less / more;
  // σ² = more · s(θ), of density 2 sin²θ / (π s(θ)).
  const square = (theta: number) => 1 + ratio + 2 * Math.sqrt(ratio) * Math.cos(theta);
  const density = (theta: number) => {
    const s = square(theta);
    return s > 0 ? (2 / Math.PI) * (Math.sin(theta) ** 2 / s) : 0;
  };
  const angle = angleOf(count / less, density, Math.PI);
  const share = integral((theta) => (2 / Math.PI) * Math.sin(theta) ** 2, angle);
  return { energy: less * more * share, exact: false };
}

const HALVINGS = 50;

/** The angle below which a share of the law lies. */
function angleOf(share: number, density: (theta: number) => number, most: number): number {
  let [low, high] = [0, most];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (integral(density, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const PIECES = 400;

/** ∫₀^end, by Simpson's rule. */
function integral(f: (theta: number) => number, end: number): number {
  let sum = f(0) + f(end);
  for (let k = 1; k < PIECES; k++) sum += (k % 2 === 1 ? 4 : 2) * f((k * end) / PIECES);
  return (sum * end) / (3 * PIECES);
}
