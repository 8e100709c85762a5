/** A small video that was never filmed: a slope of grey as the sun comes out, a square that crosses it, and noise. */
import { encode } from "fast-png";
import { random } from "../../src/index.ts";

export const SCENE = { width: 24, height: 18, frames: 40, side: 4 } as const;

/** Brightness without the square: rank 1. */
export const street = (pixel: number, frame: number): number => (60 + 3 * (pixel % SCENE.width)) * (1 + 0.005 * frame);

/** Whether the square covers the pixel: it crosses in one row of squares, then in another. */
export function covered(pixel: number, frame: number): boolean {
  const [x, y] = [pixel % SCENE.width, Math.floor(pixel / SCENE.width)];
  const left = frame % SCENE.width;
  const top = frame < SCENE.width ? 3 : 11;
  return x >= left && x < left + SCENE.side && y >= top && y < top + SCENE.side;
}

/** Its frames as PNG files. */
export function scene(): Uint8Array[] {
  const draw = random(5);
  const { width, height, frames } = SCENE;
  return Array.from({ length: frames }, (_, frame) => {
    const data = Uint8Array.from({ length: width * height }, (_, pixel) =>
      Math.round((covered(pixel, frame) ? 220 : street(pixel, frame)) + draw.gaussian()),
    );
    return encode({ width, height, data, depth: 8, channels: 1 });
  });
}
