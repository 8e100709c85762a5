import { InputError } from "../input-error.ts";
import { hasHeader } from "./header-line.ts";
import { chosenRoles, likelyRoles, type Roles } from "./roles.ts";
import { type Sample, sample } from "./sample.ts";
import { textShape } from "./shape.ts";

/** What the user said about a text file; what is not said is detected. */
export interface LayoutOptions {
  readonly format?: "triplets" | "wide" | undefined;
  readonly columns?: readonly string[] | undefined;
}

/** How to read a delimited text file. */
export interface TextLayout extends Sample {
  readonly shape: "triplets" | "wide";
  readonly hasHeader: boolean;
  /** The header's fields, where there is a header line. */
  readonly header: readonly string[] | undefined;
  /** Data records of the head of the file. */
  readonly data: readonly (readonly string[])[];
  readonly roles: Roles;
}

/** Detects delimiter, header, shape and columns from the head of a file. */
export function textLayout(head: Uint8Array, whole: boolean, options: LayoutOptions): TextLayout {
  const cut = sample(head, whole);
  const first = cut.records[0]!;
  const named = options.columns?.some((column) => first.includes(column)) ?? false;
  // R writes no name above the row names.
  const names = first.length === cut.fields - 1 ? ["", ...first] : first;
  const header = named || hasHeader(cut.records, cut.fields) ? names : undefined;
  const data = header === undefined ? cut.records : cut.records.slice(1);
  if (data.length === 0) throw new InputError("expected rows of data after the header, the file has none");
  const chosen = options.columns !== undefined && options.format !== "wide";
  const roles = chosen ? chosenRoles(options.columns, header, cut.fields) : likelyRoles(header);
  const shape =
    options.format ?? (chosen ? "triplets" : textShape({ header, records: data, fields: cut.fields, roles }));
  if (shape === "triplets" && cut.fields < 3) {
    throw new InputError(`expected three columns (row, column, value), ${cut.fields} came`, {
      line: cut.leadingLines + 1,
    });
  }
  return { ...cut, hasHeader: header !== undefined, header, data, shape, roles };
}
