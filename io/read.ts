import type { Duplicates } from "./duplicates.ts";
import { InputError } from "./input-error.ts";
import { type ReadProgress, SourceFile } from "./source-file.ts";
import type { Table } from "./table.ts";
import { readText } from "./text/read-text.ts";
import type { LayoutOptions } from "./text/text-layout.ts";

/** What the user says about a file, and how the reading is watched and stopped. */
export interface ReadOptions extends LayoutOptions, ReadProgress {
  /** What to do with a pair that comes more than once. */
  readonly duplicates?: Duplicates | undefined;
}

/** Reads a table of observed entries from a file of any known format; throws an InputError for anything wrong with it. */
export async function read(path: string, options: ReadOptions = {}): Promise<Table> {
  try {
    const source = await SourceFile.at(path, options);
    const { head, whole } = await source.head();
    const decoded = await readText({ head, whole, chunks: () => source.chunks() }, options);
    return { ...decoded, source: path, hash: source.hash };
  } catch (error) {
    if (error instanceof InputError) throw error.inFile(path);
    if (error instanceof RangeError)
      throw new InputError(`expected a table that fits in memory, it does not (${error.message})`, { file: path });
    throw error;
  }
}
