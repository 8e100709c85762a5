import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";
import { descentOptions, outputOptions } from "./descent-options.ts";
import { inputOptions } from "./input-options.ts";

export const args = {
  matrix: {
    type: "positional",
    description: "A matrix, without holes but for --nonnegative: npy, a wide CSV, MatrixMarket, npz",
    required: true,
  },
  rank: {
    type: "string",
    valueHint: "k|auto",
    description:
      "How many columns; default: auto, the singular values above the noise, or above --ridge; with --nonnegative as many as predict best",
  },
  missing: {
    type: "enum",
    options: choice("error", "zero", "skip"),
    description:
      "What is not listed is an error, 0, or with --nonnegative left out; default: 0 for MatrixMarket and sparse npz, else an error, with --nonnegative left out",
  },
  nonnegative: { type: "boolean", description: "Factors of numbers that are 0 or more: parts that only add up" },
  loss: {
    type: "enum",
    options: choice("leastSquares", "kullbackLeibler"),
    description: "With --nonnegative: squares, or the divergence of counts; default: leastSquares",
  },
  l1: { type: "string", valueHint: "μ", description: "With --nonnegative: penalty of the factors' sums; default: 0" },
  restarts: {
    type: "string",
    valueHint: "n",
    description: "With --nonnegative: random starts beside the first, the lowest counts; default: 2",
  },
  ...descentOptions,
  solver: {
    type: "string",
    valueHint: "name",
    description: "The method, as the library names it; default: auto, the truncated singular value decomposition",
  },
  ...outputOptions,
  ...inputOptions,
} as const;

export type FactorArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./factor/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  The best approximation of rank 10, by the truncated singular value decomposition:
    lowlands factor matrix.npy --rank 10

  The rank chosen: singular values above those of white noise are kept; look at the report:
    lowlands factor table.csv --open

  Singular values less 2.5, those above it alone (the nuclear norm's penalty):
    lowlands factor matrix.npy --ridge 2.5

  Descent instead, and two more methods from the same random start, plotted together:
    lowlands factor matrix.npy --rank 5 --solver gradientDescent --start random --compare lbfgs,scaledGradientDescent

  Parts of counts that only add up, holes left out, the best of six starts:
    lowlands factor counts.csv --nonnegative --rank 8 --restarts 5

  What it writes: model.npz (left, right), svd.npz (U, S, V with matrix ≈ U diag(S) Vᵀ), report.html, report.json,
  report.md; with --nonnegative W.csv, H.csv, sizes.csv and parts.npz (W, sizes, H with matrix ≈ W diag(sizes) Hᵀ) for
  svd.npz. A table with holes is for complete, or for --nonnegative. Exit status: 0 finished, 1 error, 2 not certified
  with --strict, 130 interrupted (the first Ctrl-C writes the best point so far, the second stops at once).
`;
