/** An array to be written: float64, int64 or text. */
export type NpyContent =
  | { readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly shape: readonly number[]; readonly data: BigInt64Array }
  | { readonly shape: readonly number[]; readonly data: readonly string[] };

/** Bytes of a .npy file (version 1, row-major, little-endian). */
export function npyBytes({ shape, data }: NpyContent): Uint8Array {
  if (data instanceof Float64Array) return withHeader("<f8", shape, littleEndian(data));
  if (data instanceof BigInt64Array) return withHeader("<i8", shape, littleEndian(data));
  // NumPy has no text of width zero.
  const codes = data.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const width = codes.reduce((most, characters) => Math.max(most, characters.length), 1);
  const block = new DataView(new ArrayBuffer(4 * width * data.length));
  codes.forEach((characters, k) => {
    characters.forEach((code, j) => {
      block.setUint32(4 * (k * width + j), code, true);
    });
  });
  return withHeader(`<U${width}`, shape, new Uint8Array(block.buffer));
}

function littleEndian(data: Float64Array | BigInt64Array): Uint8Array {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1)
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const block = new DataView(new ArrayBuffer(data.byteLength));
  if (data instanceof Float64Array) data.forEach((value, k) => void block.setFloat64(8 * k, value, true));
  else data.forEach((value, k) => void block.setBigInt64(8 * k, value, true));
  return new Uint8Array(block.buffer);
}

function withHeader(type: string, shape: readonly number[], body: Uint8Array): Uint8Array {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${lengths}), }`;
  // The data begin at a multiple of 64 bytes; the header ends with a line feed.
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + body.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(length - 11)}\n`), 10);
  bytes.set(body, length);
  return bytes;
}
