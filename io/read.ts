import type { Duplicates } from "./duplicates.ts";
import { faultsInFile } from "./faults-in-file.ts";
import { fileKind } from "./file-kind.ts";
import { InputError } from "./input-error.ts";
import { type ReadProgress, SourceFile } from "./source-file.ts";
import type { Decoded, Table } from "./table.ts";
import type { LayoutOptions } from "./text/text-layout.ts";

/** What the user says about a file, and how the reading is watched and stopped. */
export interface ReadOptions extends LayoutOptions, ReadProgress {
  /** What to do with a pair that comes more than once; an error where its values differ, if nothing is said. */
  readonly duplicates?: Duplicates | undefined;
}

/** Reads a table of observed entries from a file of any known format; throws an InputError for anything wrong with it. */
export async function read(path: string, options: ReadOptions = {}): Promise<Table> {
  return faultsInFile(path, async () => {
    const source = await SourceFile.at(path, options);
    const decoded = await decode(source, options);
    return { ...decoded, source: path, hash: source.hash };
  });
}

// Each decoder is loaded when a file asks for it: a run that reads CSV need not load Parquet.
async function decode(source: SourceFile, options: ReadOptions): Promise<Decoded> {
  const { head, whole } = await source.head();
  const text = { head, whole, size: source.unpackedSize, chunks: () => source.chunks() };
  const kind = fileKind(head, source.path);
  if (options.columns !== undefined && kind !== "text" && kind !== "parquet") {
    throw new InputError(`expected columns to be chosen in a text or Parquet file, this is ${kind}`, {
      argument: "columns",
    });
  }
  switch (kind) {
    case "text":
      return (await import("./text/read-text.ts")).readText(text, options);
    case "mtx":
      return (await import("./mtx/read-mtx.ts")).readMtx(text, options);
    case "npy":
      return (await import("./numpy/read-numpy.ts")).readNpy(await source.bytes(), options);
    case "npz":
      return (await import("./numpy/read-numpy.ts")).readNpz(await source.bytes(), options);
    case "parquet":
      return (await import("./parquet/read-parquet.ts")).readParquet(await source.bytes(), options);
  }
}
