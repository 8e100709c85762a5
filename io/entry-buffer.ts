import { InputError } from "./input-error.ts";

const blockLength = 1 << 16;
const mostEntries = 2 ** 31 - 1;

/** Row, column and value of each entry. */
export interface Entries {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Entries that come one by one, kept in blocks so that growing never holds two copies of everything. */
export class EntryBuffer {
  private rowBlocks: Int32Array[] = [];
  private columnBlocks: Int32Array[] = [];
  private valueBlocks: Float64Array[] = [];
  private rowBlock = new Int32Array(blockLength);
  private columnBlock = new Int32Array(blockLength);
  private valueBlock = new Float64Array(blockLength);
  private used = 0;

  get length(): number {
    return this.rowBlocks.length * blockLength + this.used;
  }

  push(row: number, column: number, value: number): void {
    if (this.used === blockLength) this.nextBlock();
    const k = this.used++;
    this.rowBlock[k] = row;
    this.columnBlock[k] = column;
    this.valueBlock[k] = value;
  }

  /** Joins the blocks and empties the buffer. */
  take(): Entries {
    const length = this.length;
    const join = <T extends Int32Array | Float64Array>(joined: T, blocks: T[], last: T): T => {
      blocks.forEach((block, k) => {
        joined.set(block, k * blockLength);
      });
      joined.set(last.subarray(0, length - blocks.length * blockLength), blocks.length * blockLength);
      blocks.length = 0;
      return joined;
    };
    return {
      rows: join(new Int32Array(length), this.rowBlocks, this.rowBlock),
      columns: join(new Int32Array(length), this.columnBlocks, this.columnBlock),
      values: join(new Float64Array(length), this.valueBlocks, this.valueBlock),
    };
  }

  private nextBlock(): void {
    if (this.length + blockLength > mostEntries) {
      throw new InputError(`expected at most ${mostEntries} entries, more came`);
    }
    this.rowBlocks.push(this.rowBlock);
    this.columnBlocks.push(this.columnBlock);
    this.valueBlocks.push(this.valueBlock);
    this.rowBlock = new Int32Array(blockLength);
    this.columnBlock = new Int32Array(blockLength);
    this.valueBlock = new Float64Array(blockLength);
    this.used = 0;
  }
}
