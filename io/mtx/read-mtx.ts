import type { Duplicates } from "../duplicates.ts";
import type { Decoded } from "../table.ts";
import type { TextBytes } from "../text/text-bytes.ts";
import { mtxArray } from "./mtx-array.ts";
import { mtxCoordinates } from "./mtx-coordinates.ts";
import { mtxHeader } from "./mtx-header.ts";

/** Decodes a MatrixMarket file, coordinate or array; rows and columns are labelled from 1. */
export function readMtx(bytes: TextBytes, options: { duplicates?: Duplicates | undefined }): Promise<Decoded> {
  const header = mtxHeader(bytes.head, bytes.whole);
  return header.format === "array" ? mtxArray(bytes, header) : mtxCoordinates(bytes, header, options.duplicates);
}
