import { faultsInFile } from "../faults-in-file.ts";
import { fileKind } from "../file-kind.ts";
import { InputError } from "../input-error.ts";
import { npyArray } from "../numpy/npy-array.ts";
import { type ReadProgress, SourceFile } from "../source-file.ts";
import { decimalValue } from "../text/cell.ts";
import { quoted } from "../text/quoted.ts";
import { textLines } from "../text/text-lines.ts";

/** Observations y as a file gives them. */
export interface Observed {
  /** Finite. */
  readonly values: Float64Array;
  readonly source: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly hash: string;
}

/**
 * Reads one number a measurement: a .npy array of one axis (or of one column or row), text of one number a line with or
 * without a header, or a JSON array; throws an InputError for anything else, and for a number that is not finite.
 */
export async function readObserved(path: string, options: ReadProgress = {}): Promise<Observed> {
  return faultsInFile(path, async () => {
    const source = await SourceFile.at(path, options);
    const { head } = await source.head();
    const kind = fileKind(head, path);
    if (kind !== "npy" && kind !== "text") {
      throw new InputError(`expected observations as .npy, as text of one column or as a JSON array, this is ${kind}`);
    }
    const isJson = kind === "text" && /^\s*\[/.test(new TextDecoder().decode(head.subarray(0, 64)));
    const values =
      kind === "npy"
        ? fromNpy(await source.bytes())
        : isJson
          ? fromJson(await source.bytes())
          : await fromText(source.chunks());
    if (values.length === 0) throw new InputError("expected at least one number, there is none");
    return { values, source: path, hash: source.hash };
  });
}

function fromNpy(bytes: Uint8Array): Float64Array {
  const { shape, data } = npyArray(bytes);
  if (!(data instanceof Float64Array)) throw new InputError("expected an array of numbers, text came");
  if (shape.filter((length) => length !== 1).length > 1) {
    throw new InputError(`expected one number a measurement, an array of shape (${shape.join(", ")}) came`);
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`expected finite numbers, ${data[bad]} came at place ${bad}`);
  return data;
}

function fromJson(bytes: Uint8Array): Float64Array {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new InputError(`expected a JSON array of numbers, it cannot be read (${(error as Error).message})`);
  }
  if (!Array.isArray(list)) throw new InputError("expected a JSON array of numbers, other JSON came");
  const bad = list.findIndex((value) => typeof value !== "number" || !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`expected finite numbers, ${JSON.stringify(list[bad])} came at place ${bad}`);
  return Float64Array.from(list);
}

async function fromText(chunks: AsyncIterable<Uint8Array>): Promise<Float64Array> {
  const values: number[] = [];
  let first = true;
  for await (const batch of textLines(chunks, 0)) {
    for (const { text, line } of batch) {
      if (text.startsWith("#")) continue;
      if (/[,;\t]/.test(text)) {
        throw new InputError(`expected one number a line, ${quoted(text)} came`, { line });
      }
      const value = decimalValue(text.replace(/^"(.*)"$/, "$1"));
      // A word above the numbers is their header.
      const isHeader = first && Number.isNaN(value) && !/^nan$/i.test(text);
      first = false;
      if (isHeader) continue;
      if (!Number.isFinite(value)) throw new InputError(`expected a finite number, ${quoted(text)} came`, { line });
      values.push(value);
    }
  }
  return Float64Array.from(values);
}
