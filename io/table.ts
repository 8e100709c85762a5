/** Labels of the rows or of the columns: all numbers where every one is an integer, otherwise all strings. */
export type Ids = number[] | string[];

/**
 * triplets: one line an entry; wide: one line a row, with labels; array: a dense array without labels of its own.
 */
export type Shape = "triplets" | "wide" | "array";

/** How a wide text file is laid out: what it takes to write it back as it came. */
export interface WideLayout {
  readonly delimiter: string;
  readonly newline: "\n" | "\r\n";
  /** Comment and blank lines before the first record. */
  readonly commentLines: number;
  readonly hasHeader: boolean;
  /** Whether the first field of a line is the row's label. */
  readonly hasLabels: boolean;
}

/** The observed entries of an m×n matrix, with its labels. */
export interface Table {
  readonly shape: Shape;
  /** m labels. Triplets: numbers ascending, or strings in code-unit order; wide tables and arrays: the file's order. */
  readonly rowIds: Ids;
  /** n labels, ordered likewise. */
  readonly columnIds: Ids;
  /** The file's own names for its rows, columns and values, "" where it has none. */
  readonly names: { readonly row: string; readonly column: string; readonly value: string };
  /** Position in `rowIds` of each entry. */
  readonly rows: Int32Array;
  /** Position in `columnIds` of each entry. */
  readonly columns: Int32Array;
  /** Observed value of each entry, finite. */
  readonly values: Float64Array;
  /** Present for a wide text file. */
  readonly layout?: WideLayout;
  /** Path as it was given. */
  readonly source: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly hash: string;
  /** Sentences worth telling: what was detected, what was left out. */
  readonly notes: readonly string[];
}

/** What a decoder makes of the bytes: a table that does not yet know its file. */
export type Decoded = Omit<Table, "source" | "hash">;
