import { InputError } from "./input-error.ts";

/** Does work on a file: an InputError from it gets the file's name, and a table too large for memory becomes one. */
export async function faultsInFile<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) throw error.inFile(file);
    // Thrown where an array, a string or a map would be longer than the engine allows.
    if (error instanceof RangeError) {
      throw new InputError(`expected data that fit in memory, they do not (${error.message})`, { file });
    }
    throw error;
  }
}
