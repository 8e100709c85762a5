/** A grey picture: `values[y * width + x]`, whole numbers from 0 (black) to `most` (white). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** The value of white: 255 at eight bits, 65535 at sixteen. */
  readonly most: number;
  readonly values: Float64Array;
}

/** Rec. 601's shares of red, green and blue in brightness. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** The brightness of each pixel: of one grey sample, or of red, green and blue; what comes after them (opacity) is left out. */
export function brightness(samples: ArrayLike<number>, channels: number): Float64Array {
  const coloured = channels >= 3;
  return Float64Array.from({ length: samples.length / channels }, (_, pixel) => {
    const at = pixel * channels;
    if (!coloured) return samples[at]!;
    return Math.round(LUMA[0] * samples[at]! + LUMA[1] * samples[at + 1]! + LUMA[2] * samples[at + 2]!);
  });
}
