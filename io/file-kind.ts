import { InputError } from "./input-error.ts";
import { isNpy } from "./numpy/npy-array.ts";

/** Formats that are told apart by their first bytes. */
export type FileKind = "npy" | "npz" | "parquet" | "mtx" | "text";

const strangers: readonly (readonly [string, string])[] = [
  ["\x89HDF", "an HDF5 file"],
  ["MATLAB 5.0", "a MATLAB file"],
  ["\x28\xb5\x2f\xfd", "a zstd archive; unpack it first"],
  ["BZh", "a bzip2 archive; unpack it first"],
  ["\xfd7zXZ", "an xz archive; unpack it first"],
  ["ARROW1", "an Arrow file; save it as Parquet"],
  ["\xff\xfe", "UTF-16 text; save it as UTF-8"],
  ["\xfe\xff", "UTF-16 text; save it as UTF-8"],
  ["\xd0\xcf\x11\xe0", "an old Excel file; save the sheet as CSV"],
];

/** Tells the format from the head of a file; the path's extension only adds to the message where they disagree. */
export function fileKind(head: Uint8Array, path: string): FileKind {
  const start = new TextDecoder("latin1").decode(head.subarray(0, 32));
  if (isNpy(head)) return "npy";
  if (start.startsWith("PK\x03\x04")) return "npz";
  if (start.startsWith("PAR1")) return "parquet";
  const expected = /\.(npy|npz|parquet)$/i.exec(path)?.[1];
  if (expected !== undefined)
    throw new InputError(`expected a .${expected.toLowerCase()} file, its first bytes are something else`);
  if (/^(?:\xef\xbb\xbf)?%%MatrixMarket/i.test(start)) return "mtx";
  const stranger = strangers.find(([magic]) => start.startsWith(magic));
  const known = "expected CSV, MatrixMarket, NumPy or Parquet";
  if (stranger !== undefined) throw new InputError(`${known}, this is ${stranger[1]}`);
  if (/\.mtx(?:\.gz)?$/i.test(path))
    throw new InputError("expected a MatrixMarket file, its first line does not begin with %%MatrixMarket");
  if (head.includes(0)) throw new InputError(`${known}, this is a binary file of no known format`);
  return "text";
}
