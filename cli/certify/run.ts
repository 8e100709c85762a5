import { type Certification, type CertifyOptions, certify, version } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import type { CertifyArguments } from "../certify.ts";
import { commandLine } from "../command-line.ts";
import { Progress } from "../progress.ts";
import { inputSentence, readInput } from "../read-input.ts";
import { align } from "./align.ts";
import { certificateTable } from "./certificate-table.ts";
import { factorsOf, foreignModel, strengthsOf } from "./foreign-model.ts";

/** Runs `lowlands certify`; the exit status, 2 where the certificate does not hold, is left in `process.exitCode`. */
export async function run(args: CertifyArguments, words: readonly string[]): Promise<void> {
  const started = Date.now();
  const given = givenOptions(args);
  const progress = new Progress();
  const model = await factorsOf(args);
  const table = await readInput(args, progress);
  progress.say(`${inputSentence(table, args)}.`);
  for (const note of table.notes) progress.say(note);
  const { observations, note } = align(table, model);
  if (note) progress.say(note);

  const options = { ...strengthsOf(model), ...given };
  const certification = await certify(observations, foreignModel(model), options);
  if (args.json) {
    const seconds = (Date.now() - started) / 1000;
    const about = { seconds, seed: options.seed ?? 0, version };
    process.stdout.write(
      `${JSON.stringify({ command: commandLine("certify", words), ...summary(certification), ...about }, null, 2)}\n`,
    );
  } else {
    process.stdout.write(`${certification.sentences.join("\n")}\n\n${certificateTable(certification.certificates)}`);
  }
  process.exitCode = certification.verdict === "holds" ? 0 : 2;
}

function givenOptions(args: CertifyArguments): CertifyOptions {
  const given = {
    ridge: numberOption("ridge", args.ridge, { least: 0 }),
    biasRidge: numberOption("bias-ridge", args["bias-ridge"], { least: 0 }),
    ridgeWeights: args["ridge-weights"],
    gap: numberOption("gap", args.gap, { above: 0, below: 1 }),
    seed: numberOption("seed", args.seed, { least: 0, whole: true }),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function summary({ sentences: _, certificates, undetermined, ...numbers }: Certification): object {
  const { rank, entries, rows, columns } = undetermined;
  return {
    ...numbers,
    undetermined: { rank, entries, rows, columns },
    certificates: certificates.map(({ witness: _, ...plain }) => plain),
  };
}
