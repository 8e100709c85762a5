/** Wrong use of the command line: one sentence that says what was expected and what came. */
export class UsageError extends Error {
  /** The option or argument at fault, as the user writes it, without its dashes. */
  readonly argument: string | undefined;

  constructor(message: string, argument?: string) {
    super(message);
    this.name = "UsageError";
    this.argument = argument;
  }
}
