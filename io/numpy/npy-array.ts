import { InputError } from "../input-error.ts";

/** A NumPy array: numbers as float64 (booleans as 0 and 1), text as strings. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** In row-major order. */
  readonly data: Float64Array | string[];
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether bytes begin as a .npy file does. */
export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, k) => bytes[k] === byte);

/** What the header of a .npy file says, and where its numbers begin. */
interface NpyHeader {
  readonly shape: readonly number[];
  readonly count: number;
  /** NumPy's kind of item (f, i, u, b, c, U, S, O) and its width. */
  readonly kind: string;
  readonly width: string;
  readonly little: boolean;
  readonly fortran: boolean;
  /** Bytes of an item, and of all before the first. */
  readonly size: number;
  readonly start: number;
}

function npyHeader(bytes: Uint8Array): NpyHeader {
  if (!isNpy(bytes) || bytes.length < 12)
    throw new InputError("expected a NumPy array, its first bytes are something else");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6]! > 1;
  const start = long ? 12 : 10;
  const end = start + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) throw truncated();
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, end));
  const type = /'descr'\s*:\s*'([<>|=]?)([a-zA-Z])(\d*)'/.exec(header);
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (fortran === undefined || shape === undefined)
    throw new InputError("expected a NumPy header with order and shape, it is damaged");
  if (type === null) throw new InputError("expected numbers or text, the array has records");
  const lengths = shape
    .split(",")
    .filter((length) => length.trim() !== "")
    .map(Number);
  const count = lengths.reduce((product, length) => product * length, 1);
  const [, order, kind, width] = type as unknown as [string, string, string, string];
  const size = Number(width) * (kind === "U" ? 4 : 1);
  if (!Number.isSafeInteger(count * size) || end + count * size > bytes.length) throw truncated();
  return {
    shape: lengths,
    count,
    kind,
    width,
    little: order !== ">",
    fortran: fortran === "True" && lengths.length > 1,
    size,
    start: end,
  };
}

/** Decodes a .npy file of numbers or text. */
export function npyArray(bytes: Uint8Array): NpyArray {
  const { shape, count, kind, width, little, fortran, size, start } = npyHeader(bytes);
  const block = new DataView(bytes.buffer, bytes.byteOffset + start, count * size);
  const data =
    kind === "U" || kind === "S"
      ? texts(block, count, kind, size, little)
      : numbers(block, count, `${kind}${width}`, little);
  return { shape, data: fortran ? rowMajor(data, shape) : data };
}

/** A NumPy array of numbers as it stands in the file, so far as this machine can read it there. */
export interface NpyNumbers {
  readonly shape: readonly number[];
  /** In row-major order: a view of the file's bytes where these are float64 or float32 in this machine's order. */
  readonly data: Float64Array | Float32Array;
}

/** Decodes a .npy file of numbers without a second copy where its type allows it: for arrays of gigabytes. */
export function npyNumbers(bytes: Uint8Array): NpyNumbers {
  const { shape, count, kind, width, little, fortran, size, start } = npyHeader(bytes);
  const offset = bytes.byteOffset + start;
  const View = { f8: Float64Array, f4: Float32Array }[`${kind}${width}`];
  if (View && little && LITTLE && !fortran && offset % size === 0) {
    return { shape, data: new View(bytes.buffer as ArrayBuffer, offset, count) };
  }
  const { data } = npyArray(bytes);
  if (data instanceof Float64Array) return { shape, data };
  throw new InputError("expected an array of numbers, text came");
}

const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const truncated = () => new InputError("expected a whole NumPy array, the data end too early");

const getters: Record<string, (view: DataView, at: number, little: boolean) => number> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f2: (view, at, little) => half(view.getUint16(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
};

function numbers(view: DataView, count: number, type: string, little: boolean): Float64Array {
  const get = getters[type];
  if (get === undefined) {
    const kind = type.startsWith("O")
      ? "Python objects; save numbers or text"
      : type.startsWith("c")
        ? `complex numbers (${type}), which no method here takes`
        : `the type ${type}`;
    throw new InputError(`expected real numbers or text, the array has ${kind}`);
  }
  const size = Number(type.slice(1));
  const data = new Float64Array(count);
  for (let k = 0; k < count; k++) data[k] = get(view, k * size, little);
  return data;
}

/** IEEE half precision. */
function half(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  const value = exponent < 31 ? magnitude : fraction === 0 ? Infinity : NaN;
  return bits >> 15 === 0 ? value : -value;
}

/** Strings of fixed length, padded with zeros: four bytes a character (U) or one (S). */
function texts(view: DataView, count: number, kind: "U" | "S", size: number, little: boolean): string[] {
  const step = kind === "U" ? 4 : 1;
  return Array.from({ length: count }, (_, k) => {
    let text = "";
    for (let at = k * size; at < (k + 1) * size; at += step) {
      const code = kind === "U" ? view.getUint32(at, little) : view.getUint8(at);
      if (code > 0x10ffff) throw new InputError("expected text, the array has codes that are no characters");
      text += String.fromCodePoint(code);
    }
    return text.replace(/\0+$/, "");
  });
}

function rowMajor<Data extends Float64Array | string[]>(data: Data, shape: readonly number[]): Data {
  const turned = data.slice() as Data;
  const last = shape.length - 1;
  const place = new Array<number>(shape.length).fill(0);
  for (let k = 0; k < data.length; k++) {
    let from = 0;
    for (let axis = last; axis >= 0; axis--) from = from * shape[axis]! + place[axis]!;
    turned[k] = data[from]!;
    for (let axis = last; axis >= 0 && ++place[axis]! === shape[axis]; axis--) place[axis] = 0;
  }
  return turned;
}
