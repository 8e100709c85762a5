import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";
import { descentOptions, outputOptions } from "./descent-options.ts";

export const args = {
  operator: {
    type: "positional",
    description: "What was measured: p × m × n matrices as .npy, or a JSON description",
    required: true,
  },
  observed: {
    type: "positional",
    description: "The p results: .npy, text of one number a line, or a JSON array",
    required: true,
  },
  shape: { type: "string", valueHint: "m,n", description: "Size of the matrix, for a .npy of p × mn numbers" },
  rank: {
    type: "string",
    valueHint: "k",
    description: "Rank of the matrix; with --ridge alone it grows until the certificate holds",
  },
  escape: {
    type: "enum",
    options: choice("on", "off"),
    description: "Leave a point that is not certified where a jump ends lower, at a given rank; default: on",
  },
  loss: {
    type: "enum",
    options: choice("leastSquares", "absolute", "huber"),
    description:
      "How residuals count; absolute where some measurements are grossly wrong: they are set aside and listed; default: leastSquares",
  },
  threshold: { type: "string", valueHint: "t", description: "Of --loss huber: a residual beyond t counts by its size" },
  symmetric: { type: "boolean", description: "Seek a symmetric positive semidefinite matrix" },
  ...descentOptions,
  ...outputOptions,
} as const;

export type SenseArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./sense/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  Measurement matrices and results saved by NumPy, a matrix of rank 3:
    lowlands sense operator.npy observed.npy --rank 3

  The matrices flattened, one a row:
    lowlands sense flat.npy observed.csv --shape 40,30 --rank 3

  An operator described in JSON, noisy results, the rank found at a ridge:
    lowlands sense operator.json observed.csv --ridge 0.5 --open

  Three methods from one small random start, plotted together:
    lowlands sense operator.npy observed.npy --rank 3 --start small --compare gradientDescent,truncatedNewton

  Some of the results grossly wrong, nobody knows which:
    lowlands sense operator.npy observed.npy --rank 3 --loss absolute

  Quadratic forms (phase retrieval, covariance sketching), which see a symmetric matrix alone:
    lowlands sense forms.json observed.npy --rank 1 --symmetric
    lowlands sense forms.json noisy.npy --ridge 2 --symmetric

  A description names an operator of the library and its options; a text that ends in .npy is the array in that file:
    {"operator": "gaussianSensing", "rows": 40, "columns": 30, "measurements": 800, "seed": 7}
    {"operator": "rankOneSensing", "left": "a.npy", "right": "b.npy"}
    {"operator": "entrySampling", "rows": 3, "columns": 2, "rowIndex": [0, 1, 2], "columnIndex": [0, 0, 1]}

  What it writes: model.npz, report.html, report.json, report.md, and with --loss absolute outliers.csv. Exit status:
  0 finished, 1 error, 2 not certified with --strict, 130 interrupted (the first Ctrl-C writes the best point so far,
  the second stops at once).
`;
