/** Where a fault in the input lies. */
export interface InputPlace {
  readonly file?: string;
  /** 1-based line of a text file. */
  readonly line?: number;
  /** The option or argument at fault, as the user writes it. */
  readonly argument?: string;
}

/** Wrong input: one sentence that says what was expected and what came, with file and line where there are any. */
export class InputError extends Error {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly argument: string | undefined;
  /** The sentence without file and line. */
  readonly fault: string;

  constructor(fault: string, place: InputPlace = {}) {
    const line = place.line === undefined ? [] : [`line ${place.line}`];
    const where = [...(place.file === undefined ? [] : [place.file]), ...line].join(", ");
    super(where === "" ? fault : `${where}: ${fault}`);
    this.name = "InputError";
    this.fault = fault;
    this.file = place.file;
    this.line = place.line;
    this.argument = place.argument;
  }

  /** The same fault, placed in a file: decoders see bytes and do not know where these came from. */
  inFile(file: string): InputError {
    return this.file === undefined ? new InputError(this.fault, { ...this.place(), file }) : this;
  }

  private place(): InputPlace {
    return {
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.argument === undefined ? {} : { argument: this.argument }),
    };
  }
}
