import { type ParsedArgs, parseArgs } from "citty";
import { choice } from "./arguments/choice.ts";
import { inputOptions } from "./input-options.ts";

export const args = {
  file: { type: "positional", description: "The observed entries, as for complete", required: true },
  model: {
    type: "string",
    valueHint: "model.npz",
    description:
      "Factors: left and right, U and V, u, d and v, or user_factors and item_factors; with or without biases",
  },
  left: { type: "string", valueHint: "U.npy", description: "Left factor (rows × rank), instead of --model" },
  right: { type: "string", valueHint: "V.npy", description: "Right factor (columns × rank), instead of --model" },
  ridge: { type: "string", valueHint: "λ", description: "The factors' ridge; estimated from the factors otherwise" },
  "ridge-weights": {
    type: "enum",
    options: choice("none", "counts"),
    description: "Whether the ridge was weighed by the number of entries; default: the model's, else none",
  },
  "bias-ridge": { type: "string", valueHint: "λ", description: "The biases' ridge; estimated otherwise" },
  gap: { type: "string", valueHint: "ε", description: "Certified where the relative gap is at most ε; default: 1e-6" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
  ...inputOptions,
  seed: { type: "string", valueHint: "n", description: "Seed of all random choices; default: 0" },
} as const;

export type CertifyArguments = ParsedArgs<typeof args>;

export async function run(words: string[]): Promise<void> {
  const parsed = parseArgs<typeof args>(words, args);
  const { run } = await import("./certify/run.ts");
  await run(parsed, words);
}

export const examples = `EXAMPLES

  Factors of another tool, their ridge unknown:
    lowlands certify ratings.csv --model theirs.npz

  Two arrays saved by NumPy, at the ridge that they were fitted with:
    lowlands certify ratings.csv --left U.npy --right V.npy --ridge 12.5

  A model of ours, in a script:
    lowlands certify ratings.csv --model ratings-lowlands/model.npz --json

  The objective is ½ Σ (prediction − value)² + λ/2 (‖U‖² + ‖V‖²): docs/certify.md says what other tools' numbers mean
  in it. Exit status: 0 where the certificate holds, 2 where it does not, 1 error.
`;
