import { InputError } from "../input-error.ts";
import type { GreyImage } from "./grey-image.ts";

/** A row of pictures of one size as a matrix: a pixel a row, a frame a column. */
export interface FrameMatrix {
  readonly width: number;
  readonly height: number;
  /** The value of white. */
  readonly most: number;
  /** The frames' file names, in order. */
  readonly names: readonly string[];
  /** width·height × frames, row-major: `dense[pixel * names.length + frame]`. */
  readonly dense: Float64Array;
}

/** More numbers than this are not held at once. */
const MOST = 8e7;

/** Pictures that come one by one, put side by side; throws an InputError that names both where two do not fit together. */
export class FrameStack {
  private readonly names: readonly string[];
  private readonly folder: string;
  private first: GreyImage | undefined;
  private dense = new Float64Array(0);
  private frame = 0;

  constructor(folder: string, names: readonly string[]) {
    this.folder = folder;
    this.names = names;
  }

  add(image: GreyImage): void {
    const { names, folder } = this;
    const { width, height, most, values } = image;
    const count = names.length;
    if (this.first === undefined) {
      if (width * height * count > MOST) {
        throw new InputError(
          `expected at most ${MOST} pixels in all frames, ${count} of ${width} × ${height} came; make them smaller or take fewer`,
          { file: folder },
        );
      }
      this.first = image;
      this.dense = new Float64Array(width * height * count);
    }
    const { first } = this;
    if (width !== first.width || height !== first.height) {
      throw new InputError(
        `expected frames of one size, ${names[this.frame]} has ${width} × ${height} pixels and ${names[0]} ${first.width} × ${first.height}`,
        { file: folder },
      );
    }
    if (most !== first.most) {
      throw new InputError(
        `expected frames of one depth, white is ${most} in ${names[this.frame]} and ${first.most} in ${names[0]}`,
        { file: folder },
      );
    }
    for (let pixel = 0; pixel < values.length; pixel++) this.dense[pixel * count + this.frame] = values[pixel]!;
    this.frame++;
  }

  matrix(): FrameMatrix {
    if (this.first === undefined) throw new Error("bug: a stack without frames");
    const { width, height, most } = this.first;
    return { width, height, most, names: this.names, dense: this.dense };
  }
}
