export type { Duplicates } from "./duplicates.ts";
export { InputError, type InputPlace } from "./input-error.ts";
export { pairs } from "./pairs.ts";
export { type ReadOptions, read } from "./read.ts";
export type { ReadProgress } from "./source-file.ts";
export type { Ids, Shape, Table, WideLayout } from "./table.ts";
export type { DecodedPairs } from "./text/read-pairs.ts";
export type { LayoutOptions } from "./text/text-layout.ts";
