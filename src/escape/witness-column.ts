import type { Witness } from "../certificates/certificate.ts";
import type { ColumnPair } from "../landscape/merged-columns.ts";
import { inverseRoots } from "../problem/balance.ts";
import type { Problem } from "../problem/problem.ts";

/** The k-th pair of a witness as columns: √t·p and √t·q in the penalty's weights. */
export function witnessColumn({ regularizer }: Problem, witness: Witness, k: number, t: number): ColumnPair {
  const scale = inverseRoots(regularizer);
  const { values, left, right } = witness;
  const column = ({ rows, data }: Witness["left"], by: Float64Array | undefined) =>
    Float64Array.from({ length: rows }, (_, i) => Math.sqrt(t) * data[i * values.length + k] * (by ? by[i] : 1));
  return { left: column(left, scale?.rows), right: column(right, scale?.columns) };
}
