import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import type { FrameMatrix } from "./frame-matrix.ts";

/** Writes each frame as a grey PNG picture into a new folder, named as it was; values are rounded and clipped to black and white. */
export async function writeFrames(
  folder: string,
  { width, height, most, names }: Omit<FrameMatrix, "dense">,
  pixelsOf: (frame: number) => ArrayLike<number>,
): Promise<void> {
  await mkdir(folder);
  const depth = most > 255 ? 16 : 8;
  // Few depths have a PNG of their own: others are stretched.
  const stretch = (2 ** depth - 1) / most;
  for (const [frame, name] of outputNames(names).entries()) {
    const pixels = pixelsOf(frame);
    const data = depth === 16 ? new Uint16Array(width * height) : new Uint8Array(width * height);
    for (let k = 0; k < data.length; k++) {
      data[k] = Math.round(stretch * Math.min(most, Math.max(0, pixels[k]!)));
    }
    await writeFile(join(folder, name), encode({ width, height, data, depth, channels: 1 }, { zlib: { level: 6 } }));
  }
}

/** 7.pgm becomes 7.png; where two would become one, each keeps its whole name before it. */
function outputNames(names: readonly string[]): string[] {
  const short = names.map((name) => name.replace(/\.[^.]*$/, ".png"));
  const distinct = new Set(short.map((name) => name.toLowerCase())).size === names.length;
  return distinct ? short : names.map((name) => `${name}.png`);
}
