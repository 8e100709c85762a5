import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";

export const args = {
  rows: { type: "string", valueHint: "m", description: "Rows of the matrix" },
  columns: { type: "string", valueHint: "n", description: "Columns of the matrix" },
  rank: { type: "string", valueHint: "r", description: "Its rank, as far as it is known" },
  "search-rank": { type: "string", valueHint: "k", description: "The rank searched with; default: --rank" },
  measurements: { type: "string", valueHint: "p", description: "How many measurements, or entries, are to be taken" },
  share: { type: "string", valueHint: "s", description: "Or their number as a share of rows × columns" },
  outliers: {
    type: "string",
    valueHint: "p",
    description: "The share of the measurements that may be grossly wrong, below 0.5; default: 0",
  },
  model: {
    type: "enum",
    options: choice("sensing", "completion"),
    description: "Linear measurements by gaussian matrices, or single entries; default: sensing",
  },
  symmetric: { type: "boolean", description: "A symmetric positive semidefinite matrix" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
} as const;

export type PlanArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./plan/run.ts");
  run(parsed);
}

export const examples = `EXAMPLES

  How many entries of a 1,000 × 500 table of rank 5 are needed:
    lowlands plan --rows 1000 --columns 500 --rank 5 --model completion

  What 20 % wrong measurements would mean, searching with a rank chosen too high:
    lowlands plan --rows 100 --columns 100 --rank 1 --search-rank 20 --measurements 2000 --outliers 0.2

  A covariance matrix:
    lowlands plan --rows 50 --columns 50 --rank 2 --symmetric --measurements 600 --outliers 0.1

  What it prints are guides: computed from a formula, estimated, or measured on this library's own runs, as each line
  says. Exit status: 0 finished, 1 error.
`;
