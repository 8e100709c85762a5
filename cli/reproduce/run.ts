import { join } from "node:path";
import { checkOutputFolder } from "../../io/index.ts";
import { papers, type ReportedPaper, type Reproduction, type Stage } from "../../papers/index.ts";
import { nearest } from "../arguments/nearest.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { Progress } from "../progress.ts";
import type { ReproduceArguments } from "../reproduce.ts";
import { claimTable, paperTable } from "./tables.ts";
import { writeReproduction } from "./write-reproduction.ts";

/** Runs `lowlands reproduce`; the exit status is left in `process.exitCode`. */
export async function run(args: ReproduceArguments): Promise<void> {
  const name = args.paper;
  if (name === undefined) list(args);
  else await reproduce(checkedName(name), args);
}

function list({ json }: ReproduceArguments): void {
  const about = Object.entries(papers).map(([name, { load: _, ...paper }]) => ({ name, ...paper }));
  process.stdout.write(json ? `${JSON.stringify({ papers: about }, null, 2)}\n` : paperTable(papers));
}

function checkedName(name: string): string {
  const names = Object.keys(papers);
  if (names.includes(name)) return name;
  const meant = nearest(name, names);
  const hint = meant ? `; did you mean ${meant}?` : "";
  throw new UsageError(`PAPER: expected a paper's name (${names.join(", ")}); got ${name}${hint}`, "paper");
}

async function reproduce(name: string, args: ReproduceArguments): Promise<void> {
  const seed = numberOption("seed", args.seed, { least: 0, whole: true }) ?? 0;
  const options = { short: args.short === true, seed };
  const force = args.force === true;
  const out = args.out ?? `${name}-lowlands`;
  await checkOutputFolder(out, { force });

  const progress = new Progress();
  const paper = papers[name];
  progress.say(`${paper.authors}: ${paper.title}. arXiv ${paper.arxiv}.`);
  const reported = { name, paper, options, reproduction: await measured(paper, options, progress) };
  await writeReproduction(out, { force }, reported);
  report(reported, out, args, progress);
}

async function measured(
  paper: (typeof papers)[string],
  options: ReportedPaper["options"],
  progress: Progress,
): Promise<Reproduction> {
  const script = (await paper.load()).reproduce(options);
  for (;;) {
    const { done, value } = script.next();
    if (done) {
      progress.clear();
      return value;
    }
    progress.show(() => bar(value));
  }
}

const WIDTH = 24;

function bar({ done, total, doing }: Stage): string {
  const share = done / total;
  const full = Math.round(WIDTH * share);
  return `[${"#".repeat(full)}${".".repeat(WIDTH - full)}] ${String(Math.floor(100 * share)).padStart(3)} %  ${doing}`;
}

function report(
  { name, reproduction }: ReportedPaper,
  out: string,
  args: ReproduceArguments,
  progress: Progress,
): void {
  const { claims } = reproduction;
  const failed = claims.filter(({ holds }) => !holds);
  progress.say(
    failed.length === 0
      ? `All ${claims.length} claims hold.`
      : `${failed.length} of ${claims.length} claims do not hold: ${failed.map((it) => it.name).join(", ")}.`,
  );
  const path = join(out, "report.md");
  if (args.json) {
    const plain = claims.map(({ claim, expected, measured, holds }) => ({ claim, expected, measured, holds }));
    process.stdout.write(`${JSON.stringify({ paper: name, claims: plain, files: { report: path } }, null, 2)}\n`);
  } else process.stdout.write(`${claimTable(claims)}\nreport: ${path}\n`);
  if (args.strict && failed.length > 0) process.exitCode = 2;
}
