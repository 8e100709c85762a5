import { type ParsedArgs, parseArgs } from "citty";
import { descentOptions, outputOptions } from "./descent-options.ts";
import { inputOptions } from "./input-options.ts";

export const args = {
  matrix: {
    type: "positional",
    description:
      "A matrix, with missing entries or without (npy, CSV, MatrixMarket, npz), or a folder of PNG, PGM or PPM frames",
    required: true,
  },
  rank: {
    type: "string",
    valueHint: "k|auto",
    description: "The rank of what stays; default: auto, raised until one more column fits nothing but noise",
  },
  noise: {
    type: "string",
    valueHint: "σ",
    description: "Standard deviation of the noise, in the data's units; default: estimated",
  },
  gap: {
    type: "string",
    valueHint: "ε",
    description: "Certified where no other split is better by more than the share ε; default: 1e-6",
  },
  strict: descentOptions.strict,
  seed: descentOptions.seed,
  "max-seconds": { type: "string", valueHint: "s", description: "Stop after s seconds with the best split so far" },
  trace: descentOptions.trace,
  ...outputOptions,
  ...inputOptions,
} as const;

export type SeparateArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./separate/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  A table with gross errors in it: which entries are they, and what should stand there?
    lowlands separate table.csv --open

  A video as a folder of pictures, parted into the street and what moves on it:
    ffmpeg -i video.avi -vf fps=2,scale=160:120 frames/%04d.png
    lowlands separate frames --open

  The rank is known; what is not listed in the file is missing:
    lowlands separate entries.mtx --rank 3

  What it writes: model.npz (left, right: the low-rank matrix is left rightᵀ), sparse.npz (the outliers, as SciPy reads
  them), outliers.csv or, of a video, the folders background and moving, report.html, report.json, report.md. Exit
  status: 0 finished, 1 error, 2 not certified with --strict, 130 interrupted (the first Ctrl-C writes the best split so
  far, the second stops at once).
`;
