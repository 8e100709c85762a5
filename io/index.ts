export type { Duplicates } from "./duplicates.ts";
export { InputError, type InputPlace } from "./input-error.ts";
export { type ReadOptions, read } from "./read.ts";
export type { Ids, Shape, Table, WideLayout } from "./table.ts";
