import { faultsInFile } from "./faults-in-file.ts";
import { fileKind } from "./file-kind.ts";
import { InputError } from "./input-error.ts";
import { type ReadProgress, SourceFile } from "./source-file.ts";
import { type DecodedPairs, readPairs } from "./text/read-pairs.ts";

/** Reads pairs of row and column labels from a text file; throws an InputError for anything wrong with it. */
export async function pairs(path: string, options: ReadProgress = {}): Promise<DecodedPairs> {
  return faultsInFile(path, async () => {
    const source = await SourceFile.at(path, options);
    const { head, whole } = await source.head();
    const kind = fileKind(head, path);
    if (kind !== "text") throw new InputError(`expected pairs of ids as text, this is ${kind}`);
    return readPairs({ head, whole, size: source.unpackedSize, chunks: () => source.chunks() });
  });
}
