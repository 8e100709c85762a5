import { type ParsedArgs, parseArgs } from "citty";

export const args = {
  paper: { type: "positional", description: "Name of a paper; without one, the papers are listed", required: false },
  out: { type: "string", valueHint: "folder", description: "Output folder; default: the paper's name with -lowlands" },
  force: { type: "boolean", description: "Replace what an earlier run wrote" },
  short: { type: "boolean", description: "Fewer starts and shorter sweeps: the same claims in seconds" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
  strict: { type: "boolean", description: "Exit with status 2 where a claim does not hold" },
  seed: { type: "string", valueHint: "n", description: "Seed of all random choices; default: 0" },
} as const;

export type ReproduceArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./reproduce/run.ts");
  await run(parsed);
}

export const examples = `EXAMPLES

  Which papers there are:
    lowlands reproduce --json

  All claims of one, with figures and numbers, in a minute:
    lowlands reproduce ye-du-2021

  The same claims from fewer runs, in a script that must fail where one does not hold:
    lowlands reproduce ye-du-2021 --short --json --strict

  The folder holds report.md with its figures (SVG) and report.json. Exit status: 0 finished, 2 with --strict where a
  claim does not hold, 1 error.
`;
