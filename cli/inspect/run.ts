import { checkOutputFile, writeText, writeWholeFile } from "../../io/index.ts";
import {
  certificates,
  inspect,
  inspectionJson,
  inspectionMarkdown,
  numberText,
  version,
  wordsOf,
} from "../../src/index.ts";
import { nearest } from "../arguments/nearest.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { factorsOf } from "../certify/foreign-model.ts";
import { commandLine } from "../command-line.ts";
import type { InspectArguments } from "../inspect.ts";
import { interruption } from "../interruption.ts";
import { Progress } from "../progress.ts";
import { interruptible } from "../run/finish.ts";
import { inspectionText } from "./inspection-text.ts";
import { checkKind, givenStrengths, readSubject } from "./read-subject.ts";
import { lossNamed, type Posed, posed } from "./subject.ts";

/** Runs `lowlands inspect`; the exit status is left in `process.exitCode`. */
export async function run(args: InspectArguments, words: readonly string[]): Promise<void> {
  const started = Date.now();
  checkKind(args);
  const loss = lossNamed(args.loss);
  const claims = claimsOf(args);
  const gap = numberOption("gap", args.gap, { above: 0, below: 1 });
  const seed = numberOption("seed", args.seed, { least: 0, whole: true });
  const given = givenStrengths(args);
  const { out, force, json, strict } = args;
  if (out !== undefined) await checkOutputFile(out, { force });
  const progress = new Progress();
  const signal = interruption(progress, "what is known so far");
  await interruptible(signal, progress, async () => {
    const model = await factorsOf(args);
    const subject = posed(await readSubject(args, { model, loss, given }, progress, signal));
    for (const sentence of estimateSentences(subject)) progress.say(sentence);
    const inspection = await inspect(subject.problem, subject.point, {
      balance: true,
      signal,
      ...(claims && { claims }),
      ...(gap !== undefined && { gap }),
      ...(seed !== undefined && { seed }),
      observe: ({ claim, done, total }) =>
        progress.show(() => `Inspecting: ${wordsOf(claim).toLowerCase()}, ${done} of ${total} claims decided`),
    });
    progress.clear();
    const seconds = (Date.now() - started) / 1000;
    const about = { command: commandLine("inspect", words), estimated: subject.estimated, seconds, version };
    if (out !== undefined) {
      await writeWholeFile(out, { force }, (path) => writeText(path, [inspectionMarkdown(inspection, titleOf(args))]));
    }
    process.stdout.write(json ? inspectionJson(inspection, about) : inspectionText(inspection));
    if (signal.aborted) process.exitCode = 130;
    else if (strict && !inspection.certified) process.exitCode = 2;
  });
}

const titleOf = ({ file, observed, model, left }: InspectArguments) =>
  `${model ?? left} on ${observed === undefined ? file : `${file} and ${observed}`}`;

function claimsOf({ claims, strict }: InspectArguments): string[] | undefined {
  if (claims === undefined) return undefined;
  const known = Object.keys(certificates);
  const names = claims.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    const meant = nearest(wrong, known);
    const hint = meant ? `; did you mean ${meant}?` : "";
    throw new UsageError(`--claims: expected some of ${known.join(", ")}; got ${wrong}${hint}`, "claims");
  }
  if (strict && !names.includes("globallyOptimal")) {
    throw new UsageError(`--strict: expected globallyOptimal among --claims; got ${names.join(", ")}`, "strict");
  }
  return names;
}

function estimateSentences({ problem, estimated }: Posed): string[] {
  const { ridge, biasRidge } = problem.regularizer;
  const values = { ridge: ["ridge", ridge], biasRidge: ["bias ridge", biasRidge] } as const;
  return estimated.map((name) => {
    const [words, value] = values[name];
    return value > 0
      ? `The ${words} was not given: ${numberText(value)} is where the factors are nearest to stationary.`
      : `The ${words} was not given, and the factors show none: it is taken for 0.`;
  });
}
