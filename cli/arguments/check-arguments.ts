import type { ArgDef, ArgsDef } from "citty";
import { type CommandName, commands, isCommandName } from "../commands.ts";
import { nearest } from "./nearest.ts";
import { UsageError } from "./usage-error.ts";

/** The command that is named; throws a UsageError where there is none of that name. */
export function checkCommand(name: string): CommandName {
  if (isCommandName(name)) return name;
  throw new UsageError(`expected a command (${Object.keys(commands).join(", ")}); got ${name}`);
}

/**
 * Refuses what citty would silently ignore or guess: unknown options, options without their value, values outside a choice,
 * arguments too few or too many.
 */
export function checkArguments(command: CommandName, args: ArgsDef, words: readonly string[]): void {
  const wanted = Object.keys(args).filter((name) => args[name].type === "positional");
  let given = 0;
  for (let k = 0; k < words.length; k++) {
    const word = words[k];
    if (word === "--") {
      given += words.length - k - 1;
      break;
    }
    if (!word.startsWith("-") || word === "-") given++;
    else if (takesNext(command, args, word, words[k + 1])) k++;
    if (given > wanted.length) throw new UsageError(`expected ${count(wanted)} for ${command}; got ${word} too`);
  }
  const missing = wanted.slice(given).find((name) => args[name].required !== false);
  if (missing) {
    throw new UsageError(`expected ${missing.toUpperCase()}, there is none; see lowlands ${command} --help`, missing);
  }
}

/** Whether the option's value is the word that follows it. */
function takesNext(command: string, args: ArgsDef, word: string, next: string | undefined): boolean {
  const [, name, , attached] = /^--?([^=]*)(=([\s\S]*))?$/.exec(word)!;
  const options = Object.keys(args).filter((option) => args[option].type !== "positional");
  if (!word.startsWith("--") || !options.includes(name)) {
    const meant = nearest(name, options);
    const hint = meant ? `did you mean --${meant}?` : `see lowlands ${command} --help`;
    throw new UsageError(`${word.replace(/=.*/s, "")}: no option of ${command}; ${hint}`, name);
  }
  const option = args[name];
  if (option.type === "boolean") {
    if (attached !== undefined) throw new UsageError(`--${name}: expected no value; got ${attached}`, name);
    return false;
  }
  const value = attached ?? next;
  if (value === undefined || value === "" || (attached === undefined && value.startsWith("--"))) {
    throw new UsageError(`--${name}: expected a value${value ? `; got ${value}` : ", there is none"}`, name);
  }
  checkChoice(name, option, value);
  return attached === undefined;
}

function checkChoice(name: string, option: ArgDef, value: string): void {
  if (option.type !== "enum" || !option.options || option.options.includes(value)) return;
  const [last, ...others] = [...option.options].reverse();
  throw new UsageError(`--${name}: expected ${others.reverse().join(", ")} or ${last}; got ${value}`, name);
}

const count = (names: readonly string[]): string =>
  names.length === 1 ? `one ${names[0].toUpperCase()}` : names.map((name) => name.toUpperCase()).join(" and ");
