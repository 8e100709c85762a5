import { dirname, resolve } from "node:path";
import type { EntrySampling, MeasurementOperator } from "../../src/index.ts";
import { faultsInFile } from "../faults-in-file.ts";
import { fileKind } from "../file-kind.ts";
import { InputError } from "../input-error.ts";
import { type NpyNumbers, npyNumbers } from "../numpy/npy-array.ts";
import { type ReadProgress, SourceFile } from "../source-file.ts";

/** A measurement operator as a file gives it. */
export interface OperatorFile {
  readonly operator: MeasurementOperator;
  /** How many observations there are to be, in the order in which the file lists what is measured. */
  readonly listed: number;
  /** These observations in the operator's own order. */
  readonly arrange: (values: Float64Array) => Float64Array;
  readonly source: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly hash: string;
}

/** How an operator's file is read. */
export interface OperatorOptions extends ReadProgress {
  /** Rows and columns of X, where the array is p × rows·columns. */
  readonly shape?: readonly [number, number] | undefined;
}

/**
 * Reads a measurement operator: a .npy array of p matrices (p×m×n, or p×mn with a shape), or JSON that names a structured
 * one with its options, where a text that ends in .npy stands for the array in that file, found beside the JSON.
 */
export async function readOperator(path: string, options: OperatorOptions = {}): Promise<OperatorFile> {
  return faultsInFile(path, async () => {
    const source = await SourceFile.at(path, options);
    const kind = fileKind((await source.head()).head, path);
    if (kind !== "npy" && kind !== "text") {
      throw new InputError(`expected an operator as a .npy array or as JSON, this is ${kind}`);
    }
    const bytes = await source.bytes();
    const operator = await (kind === "npy" ? fromArray(bytes, options) : fromDescription(bytes, path, options));
    return { operator, ...orderOf(operator), source: path, hash: source.hash };
  });
}

/** Entries may be listed in any order and again; every other operator has one order. */
function orderOf(operator: MeasurementOperator & Partial<EntrySampling>): Pick<OperatorFile, "listed" | "arrange"> {
  const { measurements, repeated, measure } = operator;
  return repeated === undefined || measure === undefined
    ? { listed: measurements, arrange: (values) => values }
    : { listed: measurements + repeated, arrange: measure };
}

async function arrayAt(path: string, options: ReadProgress): Promise<NpyNumbers> {
  return faultsInFile(path, async () => npyNumbers(await (await SourceFile.at(path, options)).bytes()));
}

// The library is loaded when an operator is made: a fault in the file need not wait for it.
async function fromArray(bytes: Uint8Array, { shape }: OperatorOptions): Promise<MeasurementOperator> {
  return (await import("./dense-operator.ts")).denseOperator(npyNumbers(bytes), shape);
}

async function fromDescription(
  bytes: Uint8Array,
  path: string,
  options: OperatorOptions,
): Promise<MeasurementOperator> {
  const { describedOperator } = await import("./described-operator.ts");
  return describedOperator(new TextDecoder().decode(bytes), (name) => arrayAt(resolve(dirname(path), name), options));
}
