import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";

export const args = {
  model: { type: "positional", description: "A model.npz that complete wrote", required: true },
  pairs: { type: "positional", description: "Text file of pairs: row id, column id", required: false },
  top: {
    type: "string",
    valueHint: "n",
    description: "The n columns of highest prediction for each row, instead of pairs",
  },
  rows: { type: "string", valueHint: "id,id", description: "Rows for --top; default: all" },
  exclude: {
    type: "string",
    valueHint: "observed.csv",
    description: "Leave these entries out of --top: what is observed need not be recommended",
  },
  unknown: {
    type: "enum",
    options: choice("error", "skip"),
    description: "Ids that the model does not know; default: error",
  },
  out: {
    type: "string",
    valueHint: "file",
    description: "Write to file.csv or file.parquet instead of standard output",
  },
  force: { type: "boolean", description: "Replace the file" },
} as const;

export type PredictArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./predict/run.ts");
  await run(parsed);
}

export const examples = `EXAMPLES

  Pairs of ids, to standard output:
    lowlands predict ratings-lowlands/model.npz pairs.csv

  Ten recommendations for two users, without what they have rated:
    lowlands predict ratings-lowlands/model.npz --top 10 --rows 7,42 --exclude ratings.csv

  Everything as Parquet:
    lowlands predict ratings-lowlands/model.npz --top 100 --out top.parquet

  Each line is row id, column id, prediction, determined_rank: the rank up to which the data can determine the cell.
`;
