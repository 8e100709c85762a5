import type { Ids } from "./table.ts";
import { integerId } from "./text/integer-id.ts";

/** Distinct ids, numbered in order of first appearance. */
export interface IdIndex<Id extends number | string> {
  readonly ids: Id[];
  of(id: Id): number;
}

/** Labels as numbers where every one is written as a plain safe integer, otherwise unchanged. */
export function asIds(labels: readonly (number | string)[]): Ids {
  if (labels.every((label) => typeof label === "number" || integerId(label) !== undefined)) return labels.map(Number);
  return labels.map(String);
}

/** The ids in ascending (numbers) or code-unit (strings) order; `places` is rewritten from first-appearance numbers to that order. */
export function sortedIds(index: IdIndex<number> | IdIndex<string>, places: Int32Array): Ids {
  const ids = asIds(index.ids);
  const order = Int32Array.from(ids.keys());
  if (typeof ids[0] === "number") {
    const numbers = ids as number[];
    order.sort((a, b) => numbers[a]! - numbers[b]!);
  } else {
    const labels = ids as string[];
    order.sort((a, b) => (labels[a]! < labels[b]! ? -1 : 1));
  }
  const rank = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k;
  if (order.every((place, k) => place === k)) return ids;
  for (let k = 0; k < places.length; k++) places[k] = rank[places[k]!]!;
  return Array.from(order, (k) => ids[k]!) as Ids;
}
