import { type Ids, InputError, idPositions } from "../../io/index.ts";

/** Where ids come from, for the sentence about one that is not known. */
interface IdSource {
  readonly side: "row" | "column";
  readonly unknown?: "error" | "skip" | undefined;
  readonly file?: string;
  readonly argument?: string;
}

/** Positions of ids in a model, −1 for unknown ones that are to be skipped; throws an InputError that names an unknown id otherwise. */
export function knownPositions(ids: Ids, among: Ids, { side, unknown, ...place }: IdSource): Int32Array {
  const positions = idPositions(ids, among);
  const missing = positions.indexOf(-1);
  if (missing < 0 || unknown === "skip") return positions;
  const id = JSON.stringify(ids[missing]);
  throw new InputError(
    `expected ids that the model knows, ${side} ${id} came; --unknown skip leaves such ids out`,
    place,
  );
}
