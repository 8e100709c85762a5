/** Where a failure lies, as far as it is known. */
interface Failure {
  readonly message: string;
  readonly argument: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

/** What is known of the call that failed: whether it asked for JSON, and the command's options. */
interface Call {
  readonly json: boolean;
  readonly options: readonly string[];
}

/** Says what went wrong, in one sentence on standard error and with `--json` as an object on standard output; returns the exit status. */
export function reportFailure(error: unknown, { json, options }: Call): number {
  const failure = failureOf(error, options);
  if (json) process.stdout.write(`${JSON.stringify({ error: failure }, null, 2)}\n`);
  process.stderr.write(`lowlands: ${failure.message}\n`);
  // Wrong use and wrong input are told in a sentence; for anything else the stack is what helps.
  const told =
    failure.argument !== null || ["UsageError", "InputError"].includes((error as Error | undefined)?.name ?? "");
  if (!told && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}

function failureOf(error: unknown, options: readonly string[]): Failure {
  if (!(error instanceof Error)) return { message: String(error), argument: null, file: null, line: null };
  const { file = null, line = null, argument } = error as { file?: string; line?: number; argument?: string };
  const [, name, fault] = /^(\w+): ([\s\S]*)$/.exec(error.message) ?? [];
  // The library names its own option, `maxRank`, where the user wrote `--max-rank`.
  const option = name?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (error instanceof RangeError && option !== undefined && options.includes(option)) {
    return { message: `--${option}: ${fault}`, argument: option, file, line };
  }
  const { message } = error;
  const named = argument === undefined || message.includes(`-${argument}`) || message.includes(argument.toUpperCase());
  return { message: named ? message : `--${argument}: ${message}`, argument: argument ?? null, file, line };
}
