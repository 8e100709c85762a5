import type { Pattern } from "../../operators/pattern.ts";
import type { FirstOrderForm } from "./first-order-form.ts";

/** Which observed entries are fitted, and to which side the others are wrong. */
export interface EntrySigns {
  /** The entries that are not fitted, the sign that of y − X. */
  readonly wrong: readonly { readonly row: number; readonly column: number; readonly sign: number }[];
  /** 0 where an entry is fitted, the sign where it is not, undefined where it is not observed. */
  at(row: number, column: number): number | undefined;
}

/** The signs at a point's matrix; entries at which the derivative vanishes count as fitted. */
export function entrySigns({ rows, rowStart, columnIndex }: Pattern, { least, most }: FirstOrderForm): EntrySigns {
  const sign = (k: number) => (least[k] === most[k] ? -Math.sign(least[k]) : 0);
  const wrong: { row: number; column: number; sign: number }[] = [];
  for (let row = 0; row < rows; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      if (sign(k) !== 0) wrong.push({ row, column: columnIndex[k], sign: sign(k) });
    }
  }
  return {
    wrong,
    at(row, column) {
      let [low, high] = [rowStart[row], rowStart[row + 1]];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (columnIndex[middle] < column) low = middle + 1;
        else high = middle;
      }
      return low < rowStart[row + 1] && columnIndex[low] === column ? sign(low) : undefined;
    },
  };
}
