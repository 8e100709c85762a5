import { EntryBuffer } from "../entry-buffer.ts";
import { NumberIndex } from "../number-index.ts";
import { asciiText } from "./ascii-text.ts";

const newline = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;
const plus = 43;
const minus = 45;
const point = 46;
const zero = 48;
const exponentMask = 0x20;
const lowerE = 101;

/** Powers of ten that a double holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** What a field of each line is. */
export const fieldRole = { skipped: 0, row: 1, column: 2, value: 3 } as const;

/**
 * Lines `row, column, value` with integer ids, read byte by byte; extra fields are passed over.
 *
 * It knows only the plain case: at a quote, an id that is no plain integer, a missing or non-numeric value or a line
 * of another length, `push` answers false, and the caller reads the file again by the path that can say what is wrong.
 */
export class NumericTriplets {
  readonly entries = new EntryBuffer();
  readonly rowIndex = new NumberIndex();
  readonly columnIndex = new NumberIndex();
  /** Line of entry k is k + 1 + the number of elements of `skipped` that are ≤ k: header and blank lines before it. */
  readonly skipped: number[] = [];
  private readonly delimiter: number;
  private readonly roles: Uint8Array;
  private at = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private leadingLines: number;

  /** `roles` has one `fieldRole` a field; `delimiter` is one byte; the first `leadingLines` lines are passed over. */
  constructor(options: { delimiter: number; roles: Uint8Array; leadingLines: number }) {
    this.delimiter = options.delimiter;
    this.roles = options.roles;
    this.leadingLines = options.leadingLines;
  }

  /** Reads a block of whole lines (only the file's last may lack its line end); false where the plain case ends. */
  push(bytes: Uint8Array): boolean {
    this.bytes = bytes;
    this.at = 0;
    const { delimiter, roles, entries, rowIndex, columnIndex, skipped } = this;
    const fields = roles.length;
    const length = bytes.length;
    while (this.at < length) {
      if (this.leadingLines > 0) {
        this.skipLine();
        this.leadingLines--;
        skipped.push(entries.length);
        continue;
      }
      if (this.lineEnds()) {
        skipped.push(entries.length);
        continue;
      }
      let row = 0;
      let column = 0;
      let value = 0;
      for (let field = 0; field < fields; field++) {
        if (field > 0) {
          if (bytes[this.at] !== delimiter) return false;
          this.at++;
        }
        while (bytes[this.at] === space) this.at++;
        const role = roles[field];
        const read = role === 0 ? this.skipField() : role === 3 ? this.decimal() : this.integer();
        if (Number.isNaN(read)) return false;
        if (role === 1) row = read;
        else if (role === 2) column = read;
        else if (role === 3) value = read;
        if (delimiter !== space) while (bytes[this.at] === space) this.at++;
      }
      if (!this.lineEnds()) return false;
      entries.push(rowIndex.of(row), columnIndex.of(column), value);
    }
    return true;
  }

  /** Steps over spaces and a line end, or to the end of the block; stays where it is and answers false otherwise. */
  private lineEnds(): boolean {
    const { bytes } = this;
    let k = this.at;
    while (bytes[k] === space) k++;
    if (bytes[k] === carriageReturn) k++;
    if (k < bytes.length && bytes[k] !== newline) return false;
    this.at = k + 1;
    return true;
  }

  private skipLine(): void {
    const end = this.bytes.indexOf(newline, this.at);
    this.at = end < 0 ? this.bytes.length : end + 1;
  }

  /** Passes over one field; NaN where a quote could hide delimiters. */
  private skipField(): number {
    const { bytes, delimiter } = this;
    let k = this.at;
    for (; k < bytes.length; k++) {
      const c = bytes[k]!;
      if (c === delimiter || c === newline || c === carriageReturn) break;
      if (c === quote) return NaN;
    }
    this.at = k;
    return 0;
  }

  /** A plain integer of at most 15 digits; NaN otherwise. */
  private integer(): number {
    const { bytes } = this;
    const negative = bytes[this.at] === minus;
    const start = negative ? this.at + 1 : this.at;
    let k = start;
    let value = 0;
    for (let digit = bytes[k]! - zero; digit >= 0 && digit <= 9; digit = bytes[++k]! - zero) value = value * 10 + digit;
    const digits = k - start;
    const leadingZero = bytes[start] === zero && (digits > 1 || negative);
    if (digits === 0 || digits > 15 || leadingZero) return NaN;
    this.at = k;
    return negative ? -value : value;
  }

  /**
   * A decimal, correctly rounded: up to 15 digits and a power of ten up to 22 are both exact, so that one product or
   * quotient rounds once (Clinger, doi:10.1145/93542.93557); anything longer goes to `Number`. NaN where it is none.
   */
  private decimal(): number {
    const { bytes } = this;
    const start = this.at;
    let k = start;
    const negative = bytes[k] === minus;
    if (negative || bytes[k] === plus) k++;
    const first = k;
    let mantissa = 0;
    let digit = bytes[k]! - zero;
    for (; digit >= 0 && digit <= 9; digit = bytes[++k]! - zero) mantissa = mantissa * 10 + digit;
    let digits = k - first;
    let exponent = 0;
    if (bytes[k] === point) {
      const afterPoint = ++k;
      for (digit = bytes[k]! - zero; digit >= 0 && digit <= 9; digit = bytes[++k]! - zero)
        mantissa = mantissa * 10 + digit;
      exponent = afterPoint - k;
      digits -= exponent;
    }
    if (digits === 0) return NaN;
    if ((bytes[k]! | exponentMask) === lowerE) {
      k++;
      const negativeExponent = bytes[k] === minus;
      if (negativeExponent || bytes[k] === plus) k++;
      const firstOfExponent = k;
      let power = 0;
      for (digit = bytes[k]! - zero; digit >= 0 && digit <= 9; digit = bytes[++k]! - zero) power = power * 10 + digit;
      if (k === firstOfExponent) return NaN;
      exponent += negativeExponent ? -power : power;
    }
    this.at = k;
    let value: number;
    if (digits > 15 || exponent < -22 || exponent > 22) {
      value = Number(asciiText(bytes.subarray(start, k)));
      return value === Infinity || value === -Infinity ? NaN : value;
    }
    value = exponent < 0 ? mantissa / powersOfTen[-exponent]! : mantissa * powersOfTen[exponent]!;
    return negative ? -value : value;
  }
}
