import { stat } from "node:fs/promises";
import { type Ids, readFrames } from "../../io/index.ts";
import { type FrameLayout, numberText, type Observations } from "../../src/index.ts";
import type { Progress } from "../progress.ts";
import { inputSentence, readInput } from "../read-input.ts";
import type { SeparateArguments } from "../separate.ts";

/** What is to be parted, with the names of its rows and columns. */
export interface GivenMatrix {
  readonly data: Observations;
  readonly rowIds: Ids;
  readonly columnIds: Ids;
  readonly source: string;
  readonly hash: string;
  /** Where it came as a folder of pictures. */
  readonly frames?: FrameLayout;
}

/** Reads a matrix from a file, or a video from a folder, and says what came. */
export async function readMatrix(
  args: SeparateArguments,
  progress: Progress,
  signal: AbortSignal,
): Promise<GivenMatrix> {
  const isFolder = await stat(args.matrix).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? ofFrames(args.matrix, progress, signal) : ofTable(args, progress, signal);
}

async function ofTable(args: SeparateArguments, progress: Progress, signal: AbortSignal): Promise<GivenMatrix> {
  const input = { ...args, file: args.matrix };
  const table = await readInput(input, progress, signal);
  progress.say(`${inputSentence(table, input)}.`);
  const { rows, columns, values, rowIds, columnIds, source, hash } = table;
  return { data: { rows, columns, values, shape: [rowIds.length, columnIds.length] }, rowIds, columnIds, source, hash };
}

async function ofFrames(folder: string, progress: Progress, signal: AbortSignal): Promise<GivenMatrix> {
  const { dense, width, height, most, names, source, hash, notes } = await readFrames(folder, {
    signal,
    onProgress: (done, total) => progress.show(() => `Reading ${folder}: frame ${done} of ${total}`),
  });
  progress.say(`${folder}: ${numberText(names.length)} frames of ${width} × ${height} pixels, grey.`);
  for (const note of notes) progress.say(note);
  return {
    data: { dense, shape: [width * height, names.length] },
    rowIds: Array.from({ length: width * height }, (_, pixel) => pixel),
    columnIds: [...names],
    source,
    hash,
    frames: { width, height, white: most, names },
  };
}
