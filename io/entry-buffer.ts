import { InputError } from "./input-error.ts";

const mostEntries = 2 ** 31 - 1;
/** Results below this length are copied to their size; of longer ones the unused end was never touched and costs no memory. */
const copiedLength = 1 << 16;

/** Row, column and value of each entry. */
export interface Entries {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Entries that come one by one. */
export class EntryBuffer {
  private rows: Int32Array;
  private columns: Int32Array;
  private values: Float64Array;
  private capacity: number;
  private used = 0;

  /** `expected` is about how many will come: where it is enough, nothing is ever copied. */
  constructor(expected = 1 << 10) {
    this.capacity = Math.min(Math.max(1, Math.ceil(expected)), mostEntries);
    this.rows = new Int32Array(this.capacity);
    this.columns = new Int32Array(this.capacity);
    this.values = new Float64Array(this.capacity);
  }

  get length(): number {
    return this.used;
  }

  push(row: number, column: number, value: number): void {
    if (this.used === this.capacity) this.grow();
    const k = this.used++;
    this.rows[k] = row;
    this.columns[k] = column;
    this.values[k] = value;
  }

  /** What was pushed, exactly as long as it is. */
  take(): Entries {
    const { rows, columns, values, used } = this;
    if (used < copiedLength)
      return { rows: rows.slice(0, used), columns: columns.slice(0, used), values: values.slice(0, used) };
    return { rows: rows.subarray(0, used), columns: columns.subarray(0, used), values: values.subarray(0, used) };
  }

  private grow(): void {
    if (this.capacity === mostEntries) throw new InputError(`expected at most ${mostEntries} entries, more came`);
    this.capacity = Math.min(2 * this.capacity, mostEntries);
    const grown = <T extends Int32Array | Float64Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.rows = grown(new Int32Array(this.capacity), this.rows);
    this.columns = grown(new Int32Array(this.capacity), this.columns);
    this.values = grown(new Float64Array(this.capacity), this.values);
  }
}
