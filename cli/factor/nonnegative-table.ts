import { InputError, type Table } from "../../io/index.ts";
import { checkSigns } from "../check-signs.ts";
import { listsNonzeros, type TableMatrix, tableMatrix } from "./full-table.ts";

/** What becomes of entries that a file does not have. */
export type Missing = "error" | "zero" | "skip";

/**
 * A table's matrix for nonnegative factors, NaN where an entry is missing: unlisted entries of a sparse format are 0, holes of any
 * other are left out, unless `missing` says otherwise. Throws an InputError that names an entry below 0.
 */
export function nonnegativeTable(table: Table, missing: Missing | undefined): TableMatrix & { readonly note: string } {
  checkSigns(table);
  const taken = missing ?? (listsNonzeros(table) ? "zero" : "skip");
  const matrix = tableMatrix(table, taken === "zero");
  const holes = matrix.dense.length - table.values.length;
  if (taken === "error" && holes > 0) {
    throw new InputError(
      "expected a matrix without holes; --missing skip leaves them out of the fit, --missing zero takes them for 0",
      { file: table.source, argument: "missing" },
    );
  }
  const note =
    holes === 0
      ? ""
      : taken === "zero"
        ? "Entries that are not listed are 0; --missing skip leaves them out instead."
        : "Missing entries are left out of the fit; --missing zero takes them for 0 instead.";
  return { ...matrix, note };
}
