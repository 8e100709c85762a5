import { convertIndexedToRgb, type DecodedPng, decode } from "fast-png";
import { InputError } from "../input-error.ts";
import { brightness, type GreyImage } from "./grey-image.ts";

/** Places in the file's header of the bits of a sample and of the order of lines. */
const DEPTH = 24;
const INTERLACE = 28;

/** Whether bytes begin as a PNG picture does. */
export const isPng = (bytes: Uint8Array): boolean => [0x89, 0x50, 0x4e, 0x47].every((byte, k) => bytes[k] === byte);

/** Decodes a PNG picture of any depth; colours become their brightness, opacity is left out. */
export function decodePng(bytes: Uint8Array): GreyImage {
  if (bytes[INTERLACE] === 1 && bytes[DEPTH]! < 8) {
    throw new InputError(`expected an interlaced PNG of 8 or 16 bits, this one has ${bytes[DEPTH]}; save it plain`);
  }
  const decoded = decodedPng(bytes);
  const { width, height, depth, channels, palette, data } = decoded;
  if (palette !== undefined) {
    const colours = convertIndexedToRgb(decoded);
    return { width, height, most: 255, values: brightness(colours, colours.length / (width * height)) };
  }
  const samples = depth < 8 ? unpacked(decoded) : data;
  return { width, height, most: 2 ** depth - 1, values: brightness(samples, channels) };
}

function decodedPng(bytes: Uint8Array): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch {
    // The decoder's own words quote bytes of the file.
    throw new InputError("expected a whole PNG picture, this one is broken or cut short");
  }
}

/** One sample a byte, of lines of packed samples that each begin at a byte. */
function unpacked({ width, height, depth, data }: DecodedPng): Uint8Array {
  const line = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * line + (bit >> 3)]!;
    return (byte >> (8 - depth - (bit & 7))) & mask;
  });
}
