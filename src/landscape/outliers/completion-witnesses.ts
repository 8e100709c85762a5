import type { OutlierSetting } from "./sensing-thresholds.ts";

/** How many sets of entries to expect, each of which lets the loss fall from the truth by a sparse move of one spare column. */
export interface CompletionWitnesses {
  /** One outlier at (i, j) of U Vᵀ: u = e_i, v = ±e_j. */
  readonly single: number;
  /** UUᵀ: a positive outlier on the diagonal. */
  readonly diagonal: number;
  /** UUᵀ: an outlier (i, j) with neither diagonal entry observed. */
  readonly unobservedDiagonals: number;
  /** UUᵀ: an outlier (i, j) with one diagonal entry observed, and right. */
  readonly oneDiagonal: number;
  /** UUᵀ: two outliers (i, j), (i, l) in a row with (j, l) not observed, all three diagonal entries observed, and right. */
  readonly star: number;
  readonly total: number;
}

/**
 * The witnesses expected where each entry is observed with the same probability, that of a symmetric matrix with its mirror
 * image, and a share p of what is observed is wrong, by errors of either sign. None without a spare column.
 */
export function completionWitnesses(setting: OutlierSetting, measurements: number): CompletionWitnesses {
  const { rows: n, columns, rank, searchRank, outlierShare: p, symmetric } = setting;
  const none = { single: 0, diagonal: 0, unobservedDiagonals: 0, oneDiagonal: 0, star: 0 };
  if (searchRank === rank) return { ...none, total: 0 };
  if (!symmetric) return { ...none, single: p * measurements, total: p * measurements };
  const seen = measurements / (n * columns);
  const right = seen * (1 - p);
  const pairs = (n * (n - 1)) / 2;
  const diagonal = (n * seen * p) / 2;
  const unobservedDiagonals = pairs * seen * p * (1 - seen) ** 2;
  const oneDiagonal = pairs * seen * p * 2 * right * (1 - seen);
  const star = pairs * (n - 2) * (seen * p) ** 2 * (1 - seen) * right ** 3;
  return {
    single: 0,
    diagonal,
    unobservedDiagonals,
    oneDiagonal,
    star,
    total: diagonal + unobservedDiagonals + oneDiagonal + star,
  };
}
