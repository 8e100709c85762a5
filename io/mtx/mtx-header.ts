import { InputError } from "../input-error.ts";

/** First lines of a MatrixMarket file. */
export interface MtxHeader {
  readonly format: "coordinate" | "array";
  readonly field: "real" | "integer" | "pattern";
  readonly symmetry: "general" | "symmetric" | "skew-symmetric";
  readonly rows: number;
  readonly columns: number;
  /** Entries listed, in a coordinate file. */
  readonly entries: number;
  /** Lines up to and with the size line. */
  readonly lines: number;
}

/** Reads the banner, the comments and the size line from the head of a file; `whole` says that the head is all of it. */
export function mtxHeader(head: Uint8Array, whole: boolean): MtxHeader {
  const lines = new TextDecoder().decode(head).split("\n");
  // The last line of a head may be cut in the middle of a number.
  if (!whole) lines.pop();
  const banner = lines[0]!.trim().toLowerCase().split(/\s+/);
  const [, object, format, field, symmetry] = banner;
  const place = { line: 1 };
  if (object !== "matrix" || (format !== "coordinate" && format !== "array") || banner.length !== 5) {
    throw new InputError("expected %%MatrixMarket matrix coordinate|array FIELD SYMMETRY, something else came", place);
  }
  if (field !== "real" && field !== "double" && field !== "integer" && (field !== "pattern" || format === "array")) {
    throw new InputError(`expected real, integer or (in a coordinate file) pattern values, ${field} came`, place);
  }
  if (symmetry !== "general" && symmetry !== "symmetric" && symmetry !== "skew-symmetric") {
    throw new InputError(`expected a general, symmetric or skew-symmetric matrix, ${symmetry} came`, place);
  }
  const index = lines.findIndex((line, k) => k > 0 && line.trim() !== "" && !line.startsWith("%"));
  if (index < 0) throw new InputError("expected a line with the size of the matrix after the banner, none came");
  const sizes = lines[index]!.trim().split(/\s+/);
  const wanted = format === "coordinate" ? 3 : 2;
  if (sizes.length !== wanted || !sizes.every((size) => /^\d{1,10}$/.test(size) && Number(size) < 2 ** 31)) {
    const expected = format === "coordinate" ? "rows, columns and entries" : "rows and columns";
    throw new InputError(`expected ${expected} as whole numbers below 2^31, other text came`, { line: index + 1 });
  }
  const [rows, columns, entries] = sizes.map(Number) as [number, number, number?];
  if (rows === 0 || columns === 0)
    throw new InputError("expected at least one row and one column", { line: index + 1 });
  if (symmetry !== "general" && rows !== columns) {
    throw new InputError(`expected a square matrix because it is ${symmetry}, ${rows} × ${columns} came`, {
      line: index + 1,
    });
  }
  return {
    format,
    field: field === "double" ? "real" : field,
    symmetry,
    rows,
    columns,
    entries: entries ?? rows * columns,
    lines: index + 1,
  };
}
