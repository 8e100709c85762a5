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
const nine = 57;
const lowerCase = 0x20;
const lowerE = 101;

/** Powers of ten that a double holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** What a field of each line is. */
export const fieldRole = { skipped: 0, row: 1, column: 2, value: 3 } as const;
// Constants of the module: looked up in the object, they cost the loop below a third of its time.
const { skipped: skippedRole, row: rowRole, value: valueRole } = fieldRole;

/**
 * Lines `row, column, value` with integer ids, read byte by byte; extra fields are passed over.
 *
 * It knows only the plain case: at a quote, an id that is no plain integer, a missing or non-numeric value or a line
 * of another length, `push` answers false, and the caller reads the file again by the path that can say what is wrong.
 */
export class NumericTriplets {
  readonly entries: EntryBuffer;
  readonly rowIndex = new NumberIndex();
  readonly columnIndex = new NumberIndex();
  /** For each line that holds no entry, the number of entries before it. */
  readonly skipped: number[] = [];
  private readonly delimiter: number;
  private readonly roles: Uint8Array;
  private leadingLines: number;

  /**
   * `roles` has one `fieldRole` a field; `delimiter` is one byte; the first `leadingLines` lines are passed over; about
   * `expected` entries will come.
   */
  constructor(options: { delimiter: number; roles: Uint8Array; leadingLines: number; expected?: number }) {
    this.entries = new EntryBuffer(options.expected);
    this.delimiter = options.delimiter;
    this.roles = options.roles;
    this.leadingLines = options.leadingLines;
  }

  /** Reads a block of whole lines (only the file's last may lack its line end); false where the plain case ends. */
  push(bytes: Uint8Array): boolean {
    const { delimiter, roles, entries, rowIndex, columnIndex, skipped } = this;
    const fields = roles.length;
    const length = bytes.length;
    let k = 0;
    // One loop and local variables only: calls for each field double its time.
    while (k < length) {
      if (this.leadingLines > 0) {
        const end = bytes.indexOf(newline, k);
        k = end < 0 ? length : end + 1;
        this.leadingLines--;
        skipped.push(entries.length);
        continue;
      }
      const blank = bytes[k]! <= space ? lineEnd(bytes, k) : -1;
      if (blank > 0) {
        k = blank;
        skipped.push(entries.length);
        continue;
      }
      let row = 0;
      let column = 0;
      let value = 0;
      for (let field = 0; field < fields; field++) {
        if (field > 0 && bytes[k++] !== delimiter) return false;
        let byte = bytes[k]!;
        while (byte === space) byte = bytes[++k]!;
        const role = roles[field];
        if (role === skippedRole) {
          while (k < length && byte !== delimiter && byte !== newline && byte !== carriageReturn) {
            if (byte === quote) return false;
            byte = bytes[++k]!;
          }
          continue;
        }
        const start = k;
        const negative = byte === minus;
        if (negative || (byte === plus && role === valueRole)) byte = bytes[++k]!;
        const first = k;
        let mantissa = 0;
        while (byte >= zero && byte <= nine) {
          mantissa = mantissa * 10 + (byte - zero);
          byte = bytes[++k]!;
        }
        let digits = k - first;
        if (role !== valueRole) {
          if (digits === 0 || digits > 15 || (bytes[first] === zero && (digits > 1 || negative))) return false;
          const id = negative ? -mantissa : mantissa;
          if (role === rowRole) row = id;
          else column = id;
        } else {
          let exponent = 0;
          if (byte === point) {
            byte = bytes[++k]!;
            const decimals = k;
            while (byte >= zero && byte <= nine) {
              mantissa = mantissa * 10 + (byte - zero);
              byte = bytes[++k]!;
            }
            exponent = decimals - k;
            digits -= exponent;
          }
          if (digits === 0) return false;
          if ((byte | lowerCase) === lowerE) {
            k = exponentEnd(bytes, k + 1);
            if (k < 0) return false;
            value = Number(asciiText(bytes.subarray(start, k)));
          } else if (digits > 15 || exponent < -22) {
            value = Number(asciiText(bytes.subarray(start, k)));
          } else {
            // Both numbers are exact, so that the quotient is rounded once (Clinger, doi:10.1145/93542.93557).
            const magnitude = mantissa / powersOfTen[-exponent]!;
            value = negative ? -magnitude : magnitude;
          }
          if (value - value !== 0) return false;
        }
        if (delimiter !== space) while (bytes[k] === space) k++;
      }
      k = bytes[k] === newline ? k + 1 : lineEnd(bytes, k);
      if (k < 0) return false;
      entries.push(rowIndex.of(row), columnIndex.of(column), value);
    }
    return true;
  }
}

/** The place after spaces and a line end (or the end of the block); -1 where anything else comes. */
function lineEnd(bytes: Uint8Array, from: number): number {
  let k = from;
  while (bytes[k] === space) k++;
  if (bytes[k] === carriageReturn) k++;
  return k >= bytes.length || bytes[k] === newline ? k + 1 : -1;
}

/** The place after an exponent's sign and digits; -1 where there are no digits. */
function exponentEnd(bytes: Uint8Array, from: number): number {
  let k = bytes[from] === minus || bytes[from] === plus ? from + 1 : from;
  const first = k;
  while (bytes[k]! >= zero && bytes[k]! <= nine) k++;
  return k === first ? -1 : k;
}
