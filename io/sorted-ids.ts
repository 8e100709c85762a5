import type { Ids } from "./table.ts";
import { integerId } from "./text/integer-id.ts";

/** Distinct ids, in order of first appearance. */
export interface IdList {
  readonly ids: readonly (number | string)[];
}

/** Labels as numbers where every one is written as a plain safe integer, otherwise unchanged. */
export function asIds(labels: readonly (number | string)[]): Ids {
  if (labels.every((label) => typeof label === "number" || integerId(label) !== undefined)) return labels.map(Number);
  return labels.map(String);
}

/** The ids in ascending (numbers) or code-unit (strings) order; `places` is rewritten from first-appearance numbers to that order. */
export function sortedIds(list: IdList, places: Int32Array): Ids {
  const ids = asIds(list.ids) as (number | string)[];
  if (ids.every((id, k) => k === 0 || id > ids[k - 1]!)) return ids as Ids;
  // All ids are of one kind, so that the comparison is of numbers or of code units.
  const order = Int32Array.from(ids.keys()).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  const rank = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k;
  for (let k = 0; k < places.length; k++) places[k] = rank[places[k]!]!;
  return Array.from(order, (k) => ids[k]!) as Ids;
}
