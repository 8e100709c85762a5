import { outlierCone } from "./outlier-cone.ts";
import { type SpectralEnergy, topEigenvalueEnergy, topSingularValueEnergy } from "./spectral-energy.ts";

/** A truth of which measurements with gross outliers are to be taken. */
export interface OutlierSetting {
  readonly rows: number;
  readonly columns: number;
  /** r, the truth's. */
  readonly rank: number;
  /** k ≥ r, the columns that are searched with. */
  readonly searchRank: number;
  /** p, the share of outliers among the measurements, in [0, 1). */
  readonly outlierShare: number;
  /** UUᵀ instead of UVᵀ. */
  readonly symmetric: boolean;
}

/** Numbers of measurements at which the landscape around the truth changes, for standard normal measurement matrices. */
export interface SensingThresholds {
  /** m₁: from here on the truth is critical. */
  readonly critical: number;
  /** m₂: from here on no curve of second order lowers the loss. */
  readonly local: number;
  /** From here on no matrix of rank k or less has a lower loss. */
  readonly global: number;
  /** Below it the closed-form direction of the outliers lowers the loss. */
  readonly oneShot: number;
  /** Below it some curve does whose k − r spare columns stay in a subspace drawn beforehand. */
  readonly cone: number;
  /** Are `local` and `global` closed forms; else integrals over the limiting law of the eigenvalues. */
  readonly exact: boolean;
}

/**
 * The thresholds of Gaussian sensing. With t_r the truth's degrees of freedom, w_q² the energy of the q largest positive
 * eigenvalues (or singular values) of a Gaussian matrix on the complement, and ψ the dimension of the outliers' cone per
 * measurement: m₁ = t_r/(1 − ψ(p)) and m₂ = (t_r + w_{k−r}²)/(1 − ψ(p)), both sharp where k is full; a difference of two matrices
 * of rank k and r takes w_k². The closed-form direction lowers the loss below (π/2) p w_{k−r}²/(1 − p)².
 *
 * The constants are this library's derivation by the kinematic formula, not the paper's.
 *
 * @see Ma & Fattahi 2023, arXiv 2302.10963; Amelunxen, Lotz, McCoy & Tropp 2014, arXiv 1303.6672
 */
export function sensingThresholds(setting: OutlierSetting): SensingThresholds {
  const { rows, columns, rank: r, searchRank, outlierShare: p, symmetric } = setting;
  const most = Math.min(rows, columns);
  const spare = Math.min(searchRank, most) - r;
  const freedom = symmetric ? rows * r - (r * (r - 1)) / 2 : r * (rows + columns - r);
  const energy = (less: number, count: number): SpectralEnergy =>
    symmetric
      ? topEigenvalueEnergy(rows - less, Math.min(count, rows - less))
      : topSingularValueEnergy(rows - less, columns - less, Math.min(count, most - less));
  const around = energy(r, spare);
  const across = energy(r, searchRank);
  const share = 1 - outlierCone(p);
  const within = symmetric ? (spare * (spare + 1)) / 4 : spare * (Math.max(rows, columns) - r);
  return {
    critical: freedom / share,
    local: (freedom + around.energy) / share,
    global: (freedom + across.energy) / share,
    oneShot: (Math.PI * p * energy(0, spare).energy) / (2 * (1 - p) ** 2),
    cone: (freedom + within) / share,
    exact: around.exact && across.exact,
  };
}
