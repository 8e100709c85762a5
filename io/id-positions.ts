import type { Ids } from "./table.ts";

/** Where each id stands among others, -1 where it does not; 7 and "7" are the same label. */
export function idPositions(ids: Ids, among: Ids): Int32Array {
  const places = new Map(among.map((id, place) => [String(id), place]));
  return Int32Array.from(ids.map((id) => places.get(String(id)) ?? -1));
}
