import type { Matrix } from "../../linalg/matrix.ts";
import type { FramePicture, SeparationReport } from "../../report/separation-report.ts";
import type { Entries } from "../entries.ts";
import type { SparseEntries } from "./separation.ts";

/** How the columns of a matrix are frames of a video, and its rows their pixels, line by line. */
export interface FrameLayout {
  readonly width: number;
  readonly height: number;
  /** The value of white; black is 0. */
  readonly white: number;
  /** Of each frame. */
  readonly names: readonly string[];
}

/** The widest picture. */
const WIDEST = 400;
const SHOWN = 3;
/** No outlier: between a darker one and a lighter one. */
const MIDDLE = 128;

/** The frame of each third of the video in which most pixels are outliers, parted into background and what moves. */
export function framePictures(
  { entries, left, right, sparse }: { entries: Entries; left: Matrix; right: Matrix; sparse: SparseEntries },
  { width, height, white, names }: FrameLayout,
): NonNullable<SeparationReport["frames"]> {
  const [pixels, frames] = entries.shape;
  const counts = new Float64Array(frames);
  const byPixel = new Float64Array(pixels);
  sparse.columnIndex.forEach((frame, k) => {
    counts[frame] += 1;
    byPixel[sparse.rowIndex[k]] += 1 / frames;
  });
  const shown = liveliest(counts);
  const slot = new Int32Array(frames).fill(-1);
  shown.forEach((frame, k) => {
    slot[frame] = k;
  });
  const blank = (value: number) => shown.map(() => new Float64Array(pixels).fill(value));
  const [given, background, moving] = [blank(0), blank(0), blank(MIDDLE)];
  entries.values.forEach((value, k) => {
    const at = slot[entries.columns[k]];
    if (at >= 0) given[at][entries.rows[k]] = (255 * value) / white;
  });
  shown.forEach((frame, at) => {
    const rank = left.columns;
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < rank; c++) {
        background[at][i] += (255 / white) * left.data[i * rank + c] * right.data[frame * rank + c];
      }
    }
  });
  sparse.values.forEach((value, k) => {
    const at = slot[sparse.columnIndex[k]];
    if (at >= 0) moving[at][sparse.rowIndex[k]] += (MIDDLE * value) / white;
  });
  const size = Math.ceil(width / WIDEST);
  const picture = (values: Float64Array) => shrunk(values, width, height, size);
  const grey = (values: Float64Array) => picture(values).map((x) => Math.round(Math.min(255, Math.max(0, x))));
  return {
    width: Math.ceil(width / size),
    height: Math.ceil(height / size),
    pictures: shown.map(
      (frame, at): FramePicture => ({
        name: names[frame],
        outlierShare: counts[frame] / pixels,
        frame: grey(given[at]),
        background: grey(background[at]),
        moving: grey(moving[at]),
      }),
    ),
    outlierShare: picture(byPixel).map((share) => Number(share.toFixed(4))),
  };
}

/** In each of three parts of the row, the place with the largest count; fewer where there are fewer places. */
function liveliest(counts: Float64Array): number[] {
  const parts = Math.min(SHOWN, counts.length);
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part, part + 1].map((k) => Math.floor((k * counts.length) / parts));
    let best = from;
    for (let k = from; k < to; k++) if (counts[k] > counts[best]) best = k;
    return best;
  });
}

/** The means of squares of pixels. */
function shrunk(values: Float64Array, width: number, height: number, size: number): number[] {
  const [across, down] = [Math.ceil(width / size), Math.ceil(height / size)];
  const sum = new Array<number>(across * down).fill(0);
  const count = new Array<number>(across * down).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = Math.floor(y / size) * across + Math.floor(x / size);
      sum[at] += values[y * width + x];
      count[at] += 1;
    }
  }
  return sum.map((total, k) => total / count[k]);
}
