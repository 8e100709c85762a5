import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";
import { inputOptions } from "./input-options.ts";

export const args = {
  file: {
    type: "positional",
    description: "Table with missing cells: CSV, TSV (also .gz), MatrixMarket, npy, npz or Parquet",
    required: true,
  },
  out: { type: "string", valueHint: "folder", description: "Output folder; default: the file's name with -lowlands" },
  force: { type: "boolean", description: "Replace what an earlier run wrote" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
  open: { type: "boolean", description: "Open the report in the browser" },
  ...inputOptions,
  predict: {
    type: "string",
    valueHint: "pairs.csv|all|none",
    description: "Which cells to predict; default: all that are missing, where these are at most 1,000,000",
  },
  clip: {
    type: "enum",
    options: choice("on", "off"),
    description: "Clip predictions to the observed range; default: on",
  },
  rank: {
    type: "string",
    valueHint: "k",
    description: "Keep the rank at k; default: it grows until the certificate holds",
  },
  "max-rank": { type: "string", valueHint: "k", description: "Let the rank grow to k at most" },
  ridge: {
    type: "string",
    valueHint: "λ",
    description: "Penalty of the nuclear norm; default: chosen on validation entries",
  },
  nonnegative: {
    type: "boolean",
    description: "Factors of numbers that are 0 or more, without biases; rank and ridge are chosen together",
  },
  "ridge-weights": {
    type: "enum",
    options: choice("none", "counts"),
    description: "Weigh the ridge of each row and column by its number of entries; default: none",
  },
  bias: {
    type: "enum",
    options: choice("none", "mean", "rows", "columns", "both"),
    description: "Mean and biases beside the factors; default: both, for a wide table columns or none",
  },
  "bias-ridge": {
    type: "string",
    valueHint: "λ",
    description: "Penalty of the biases; default: chosen on validation entries",
  },
  scale: {
    type: "enum",
    options: choice("none", "columns", "both"),
    description: "Divide columns, or rows and columns, by their spread; default: chosen for a wide table, else none",
  },
  holdout: {
    type: "string",
    valueHint: "share",
    description: "Share of the entries to test on; default: 0.1, or 0 where rank and ridge are given",
  },
  gap: { type: "string", valueHint: "ε", description: "Certified where the relative gap is at most ε; default: 1e-6" },
  strict: { type: "boolean", description: "Exit with status 2 where the certificate does not hold" },
  precision: {
    type: "enum",
    options: choice("float64", "float32"),
    description: "Number format of the descent; default: float64. The certificate is always float64",
  },
  seed: { type: "string", valueHint: "n", description: "Seed of all random choices; default: 0" },
  "max-seconds": { type: "string", valueHint: "s", description: "Stop after s seconds with the best point so far" },
  trace: { type: "string", valueHint: "file.csv", description: "Write objective and gap of every iteration" },
} as const;

export type CompleteArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./complete/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  Ratings as lines of user, item, rating; everything is chosen from the data:
    lowlands complete ratings.csv

  A wide table with blanks, into a folder of its own, and look at the report:
    lowlands complete table.csv --out filled --open

  Columns by name, rank 10 kept, ridge given, predictions for the pairs of a file:
    lowlands complete log.csv --columns user,film,stars --rank 10 --ridge 8 --predict pairs.csv

  Counts, or ratings from 0 up, by parts that only add up; no prediction is below 0:
    lowlands complete counts.csv --nonnegative

  In a script: one JSON object, status 2 unless certified, a minute at most:
    lowlands complete ratings.parquet --json --strict --max-seconds 60

  What it writes: model.npz, report.html, report.json, report.md, predictions.csv, and for a wide table the table
  completed. Exit status: 0 finished, 1 error, 2 not certified with --strict, 130 interrupted (the first Ctrl-C
  writes the best point so far, the second stops at once).
`;
