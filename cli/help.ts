import type { ArgDef, ArgsDef } from "citty";
import { commands, isCommandName } from "./commands.ts";

const WIDTH = 100;

const examples = `EXAMPLES

  lowlands complete ratings.csv                      fills in what is missing; writes model, report, predictions
  lowlands certify ratings.csv --model theirs.npz    tells whether the factors of another tool are optimal
  lowlands inspect ratings.csv --model theirs.npz    tells what kind of point they stand on, and what to do next
  lowlands sense operator.npy observed.npy --rank 3  recovers a matrix from linear measurements of it
  lowlands factor matrix.npy --rank 10               approximates a full matrix at low rank
  lowlands separate frames                           parts a matrix or a video into low rank and outliers
  lowlands predict ratings-lowlands/model.npz pairs.csv

Each command's own --help has more. lowlands --version prints the version.
`;

/** The help of the program, or of the command that is named. */
export async function helpText(name: string | undefined): Promise<string> {
  if (isCommandName(name)) {
    const { args, examples } = await commands[name].load();
    return commandHelp(name, args, examples);
  }
  const lines = Object.entries(commands).map(([name, { description }]) => [name, description] as const);
  return [
    "Recovers a low-rank matrix from what was observed of it, and certifies the answer.\n",
    "USAGE   lowlands <command> [options]\n",
    `COMMANDS\n\n${columns(lines)}`,
    examples,
  ].join("\n");
}

function commandHelp(name: keyof typeof commands, args: ArgsDef, examples: string): string {
  const all = Object.entries(args);
  const positionals = all.filter(([, arg]) => arg.type === "positional");
  const options = all.filter(([, arg]) => arg.type !== "positional");
  const words = positionals.map(([name, { required }]) =>
    required === false ? `[${name.toUpperCase()}]` : name.toUpperCase(),
  );
  const described = (list: [string, ArgDef][], head: (name: string, arg: ArgDef) => string) =>
    columns(list.map(([name, arg]) => [head(name, arg), arg.description ?? ""]));
  return [
    `${commands[name].description}.\n`,
    `USAGE   lowlands ${name} ${words.join(" ")} [options]\n`,
    described(positionals, (name) => name.toUpperCase()),
    `OPTIONS\n\n${described(options, optionHead)}`,
    examples,
  ].join("\n");
}

function optionHead(name: string, arg: ArgDef): string {
  if (arg.type === "enum") return `--${name} ${arg.options?.join("|")}`;
  return arg.valueHint === undefined ? `--${name}` : `--${name} ${arg.valueHint}`;
}

/** Heads with their descriptions in a second column, folded at the width of a page. */
function columns(lines: readonly (readonly [string, string])[]): string {
  const indent = 4 + Math.min(32, Math.max(...lines.map(([head]) => head.length)));
  return lines
    .map(([head, text]) => {
      const [first, ...rest] = folded(text, WIDTH - indent);
      const start = `  ${head}`;
      const body = start.length < indent - 1 ? [start.padEnd(indent) + first, ...rest] : [start, first, ...rest];
      return body.map((line, k) => `${k === 0 ? line : " ".repeat(indent) + line}\n`).join("");
    })
    .join("");
}

function folded(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
