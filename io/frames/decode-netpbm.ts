import { InputError } from "../input-error.ts";
import { brightness, type GreyImage } from "./grey-image.ts";

/** What the first two letters say: samples as digits or as bytes, one a pixel or three. */
const KINDS: Readonly<Record<string, { channels: number; digits: boolean }>> = {
  P2: { channels: 1, digits: true },
  P5: { channels: 1, digits: false },
  P3: { channels: 3, digits: true },
  P6: { channels: 3, digits: false },
};

/** Whether bytes begin as a Netpbm picture does. */
export const isNetpbm = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1]! >= 0x31 && bytes[1]! <= 0x37;

/**
 * Decodes a PGM or PPM picture, as text or binary, 8 or 16 bits; colours become their brightness. The format:
 * https://netpbm.sourceforge.net/doc/pgm.html
 */
export function decodeNetpbm(bytes: Uint8Array): GreyImage {
  const name = String.fromCharCode(bytes[0]!, bytes[1]!);
  const kind = KINDS[name];
  if (kind === undefined) throw new InputError(`expected a grey or colour picture (P2, P3, P5 or P6), ${name} came`);
  const words = new Words(bytes, 2);
  const [width, height, most] = [words.number("a width"), words.number("a height"), words.number("a highest value")];
  if (width * height === 0) throw new InputError(`expected a picture with pixels, ${width} × ${height} came`);
  if (most < 1 || most > 65535) throw new InputError(`expected a highest value from 1 to 65535, ${most} came`);
  const count = width * height * kind.channels;
  const samples = kind.digits ? words.numbers(count) : binary(bytes, words.at + 1, count, most > 255);
  const high = samples.find((sample) => sample > most);
  if (high !== undefined) throw new InputError(`expected values up to ${most}, ${high} came`);
  return { width, height, most, values: brightness(samples, kind.channels) };
}

/** The numbers of a picture's text: after blanks, and comments from # to the end of their line. */
class Words {
  private readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  number(what: string): number {
    const { bytes } = this;
    for (; this.at < bytes.length && !isDigit(bytes[this.at]!); this.at++) {
      if (bytes[this.at] === 0x23) while (this.at < bytes.length && bytes[this.at] !== 10) this.at++;
      else if (bytes[this.at]! > 32) throw new InputError(`expected ${what} in the picture's text, other letters came`);
    }
    if (this.at >= bytes.length) throw new InputError(`expected ${what}, the picture ends before it`);
    let value = 0;
    while (isDigit(bytes[this.at]!)) value = 10 * value + (bytes[this.at++]! - 0x30);
    return value;
  }

  numbers(count: number): Uint32Array {
    // Each takes two bytes at least: a header that promises more is not believed.
    if (count > this.bytes.length) throw tooShort(count, Math.floor((this.bytes.length - this.at) / 2));
    return Uint32Array.from({ length: count }, () => this.number(`${count} values`));
  }
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Samples of one byte or of two, the higher first. */
function binary(bytes: Uint8Array, from: number, count: number, wide: boolean): Uint8Array | Uint16Array {
  const size = wide ? 2 : 1;
  const there = Math.max(0, Math.floor((bytes.length - from) / size));
  if (there < count) throw tooShort(count, there);
  if (!wide) return bytes.subarray(from, from + count);
  return Uint16Array.from({ length: count }, (_, k) => 256 * bytes[from + 2 * k]! + bytes[from + 2 * k + 1]!);
}

const tooShort = (wanted: number, came: number): InputError =>
  new InputError(`expected ${wanted} values, the picture ends after ${came}`);
