import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";
import { inputOptions } from "./input-options.ts";

export const args = {
  file: {
    type: "positional",
    description: "The observed entries, as for complete; or what was measured, as for sense",
    required: true,
  },
  observed: {
    type: "positional",
    description: "The results of the measurements, where there are any, as for sense",
    required: false,
  },
  model: { type: "string", valueHint: "model.npz", description: "The factors to look at: ours, or another tool's" },
  left: { type: "string", valueHint: "U.npy", description: "Left factor (rows × rank), instead of --model" },
  right: { type: "string", valueHint: "V.npy", description: "Right factor (columns × rank), instead of --model" },
  symmetric: { type: "boolean", description: "Measurements: the matrix is left leftᵀ, and no right factor is needed" },
  nonnegative: { type: "boolean", description: "The factors were kept nonnegative: minimum means among those" },
  loss: {
    type: "string",
    valueHint: "name",
    description:
      "leastSquares, absolute (outliers), huber, logistic (0 to 1), poisson (counts), kullbackLeibler (counts, --nonnegative); default: leastSquares",
  },
  ridge: { type: "string", valueHint: "λ", description: "Default: the model's, else estimated from the factors" },
  l1: { type: "string", valueHint: "μ", description: "Nonnegative factors: the weight of their sum; default: 0" },
  "ridge-weights": {
    type: "enum",
    options: choice("none", "counts"),
    description: "Entries: was the ridge weighed by their number; default: the model's, else none",
  },
  "bias-ridge": { type: "string", valueHint: "λ", description: "The biases' ridge; default likewise" },
  claims: {
    type: "string",
    valueHint: "name,name",
    description: "Ask about these claims only; default: all that apply",
  },
  gap: { type: "string", valueHint: "ε", description: "Optimal where the relative gap is at most ε; default: 1e-6" },
  shape: { type: "string", valueHint: "m,n", description: "Size of the matrix, for a .npy of p × mn numbers" },
  ...inputOptions,
  seed: { type: "string", valueHint: "n", description: "Seed of all random choices; default: 0" },
  out: { type: "string", valueHint: "file.md", description: "Write what is known as Markdown, too" },
  force: { type: "boolean", description: "Replace that file" },
  strict: { type: "boolean", description: "Exit with status 2 where global optimality does not hold" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
} as const;

export type InspectArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./inspect/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  What kind of point a completed table stands on:
    lowlands inspect ratings.csv --model ratings-lowlands/model.npz

  A matrix recovered from measurements:
    lowlands inspect operator.npy observed.npy --model observed-lowlands/model.npz

  Factors of another tool, fitted to counts:
    lowlands inspect counts.csv --left U.npy --right V.npy --loss poisson --ridge 2

  Nonnegative factors, by all that is known of such points:
    lowlands inspect counts.csv --model counts-lowlands/model.npz --nonnegative

  One factor of a symmetric matrix, and one question:
    lowlands inspect forms.json observed.npy --left U.npy --symmetric --claims globallyOptimal --strict

  The factors are balanced first, and columns of no size left out: the matrix stays the same. Claims are the
  certificates of the library: docs/guide/is-my-answer-right.md says what each means. Exit status: 0 finished,
  1 error, 2 not optimal with --strict, 130 interrupted (the first Ctrl-C prints what is known by then, the second
  stops at once).
`;
