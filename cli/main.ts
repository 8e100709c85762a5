#!/usr/bin/env node
import { commands, isCommandName } from "./commands.ts";

/** What stands before `--` is for us; what follows it are file names. */
function asks(words: readonly string[], ...names: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end < 0 ? undefined : end).some((word) => names.includes(word));
}

async function main(words: string[]): Promise<void> {
  const [name, ...rest] = words;
  if (name === undefined || asks(words, "--help", "-h")) {
    const { helpText } = await import("./help.ts");
    process.stdout.write(await helpText(name));
  } else if (asks([name], "--version", "-v")) {
    process.stdout.write(`${(await import("../src/index.ts")).version}\n`);
  } else {
    const { checkArguments, checkCommand } = await import("./arguments/check-arguments.ts");
    const command = checkCommand(name);
    const { args, run } = await commands[command].load();
    checkArguments(command, args, rest);
    await run(rest);
  }
}

// A reader that stops early (`| head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const words = process.argv.slice(2);
try {
  await main(words);
} catch (error) {
  const { reportFailure } = await import("./failure.ts");
  const [name] = words;
  const options = isCommandName(name) ? Object.keys((await commands[name].load()).args) : [];
  process.exitCode = reportFailure(error, { json: asks(words, "--json"), options });
}
