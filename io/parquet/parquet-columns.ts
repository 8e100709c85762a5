import { type FileMetaData, parquetMetadata, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "../input-error.ts";

/** Columns of some rows of a Parquet file, as JavaScript values. */
export interface ParquetBatch {
  /** Number of the batch's first row, from 1. */
  readonly firstRow: number;
  readonly rows: number;
  /** One array a column that was asked for, in that order. */
  readonly columns: readonly (readonly unknown[])[];
}

/** A Parquet file: its flat columns by name, read by row groups. */
export class ParquetColumns {
  /** Names of the columns that hold one value a row. */
  readonly names: readonly string[];
  /** Names of the columns that hold lists or records. */
  readonly nested: readonly string[];
  readonly rows: number;
  private readonly bytes: Uint8Array;
  private readonly metadata: FileMetaData;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    try {
      this.metadata = parquetMetadata(bytes);
      const { children } = parquetSchema(this.metadata);
      const names = (flat: boolean) =>
        children.filter((child) => (child.children.length === 0) === flat).map((child) => child.element.name);
      this.names = names(true);
      this.nested = names(false);
      const all: unknown[] = children.map((child) => child.element.name);
      if (all.some((name) => typeof name !== "string") || new Set(all).size < all.length) {
        throw new Error("columns without a name or of one name");
      }
    } catch (error) {
      throw damaged(error);
    }
    this.rows = this.metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
    if (this.rows !== Number(this.metadata.num_rows))
      throw damaged(new Error("the row groups do not add up to the rows"));
    if (this.rows === 0) throw new InputError("expected rows of data, the file has none");
  }

  /** The row groups of the file, one after the other. */
  async *batches(columns: readonly string[]): AsyncGenerator<ParquetBatch> {
    const { bytes, metadata } = this;
    const file = {
      byteLength: bytes.length,
      slice: (start: number, end?: number) => bytes.slice(start, end).buffer as ArrayBuffer,
    };
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      const batch: unknown[][] = [];
      try {
        const scan = await parquetScan({ file, metadata, compressors, columns: [...columns], useOffsetIndex: false });
        for (const column of columns) {
          batch.push((await scan.readColumn({ column, rowStart, rowEnd: rowStart + rows })) as unknown[]);
        }
      } catch (error) {
        throw damaged(error);
      }
      if (batch.some((column) => column.length !== rows)) throw damaged(new Error("a column is too short"));
      yield { firstRow: rowStart + 1, rows, columns: batch };
      rowStart += rows;
    }
  }
}

/** The decoder throws errors of many kinds for bytes that are no Parquet; whatever it is, the file is at fault. */
const damaged = (error: unknown): InputError =>
  new InputError(
    `expected a whole Parquet file, it is damaged or ends too early (${error instanceof Error ? error.message : error})`,
  );
