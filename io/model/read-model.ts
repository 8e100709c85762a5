import { faultsInFile } from "../faults-in-file.ts";
import { InputError } from "../input-error.ts";
import { isNpy, type NpyArray, npyArray } from "../numpy/npy-array.ts";
import { npzArrays } from "../numpy/npz-arrays.ts";
import { type ReadProgress, SourceFile } from "../source-file.ts";
import type { FactorModel } from "./factor-model.ts";
import { modelFromArrays } from "./model-from-arrays.ts";

/** How a model is read. */
export interface ModelOptions extends ReadProgress {
  /** Is a model without a right factor that of a symmetric matrix, the right factor being the left one. */
  readonly symmetric?: boolean | undefined;
}

/** Reads a model: one .npz file, ours or another tool's, or two .npy files with the left and the right factor. */
export async function readModel(
  paths: string | readonly [string, string],
  options: ModelOptions = {},
): Promise<FactorModel> {
  if (typeof paths === "string")
    return faultsInFile(paths, async () => modelFromArrays(npzArrays(await content(paths, "npz", options)), options));
  const [left, right] = paths;
  const arrays = new Map<string, NpyArray>([
    ["left", await faultsInFile(left, async () => npyArray(await content(left, "npy", options)))],
    ["right", await faultsInFile(right, async () => npyArray(await content(right, "npy", options)))],
  ]);
  return faultsInFile(`${left} and ${right}`, async () => modelFromArrays(arrays));
}

async function content(path: string, kind: "npy" | "npz", options: ReadProgress): Promise<Uint8Array> {
  const bytes = await (await SourceFile.at(path, options)).bytes();
  const came = isNpy(bytes) ? "npy" : bytes[0] === 0x50 && bytes[1] === 0x4b ? "npz" : "another kind of file";
  if (came === kind) return bytes;
  const expected =
    kind === "npz"
      ? "one .npz file, or two .npy files for the left and the right factor"
      : "a .npy file for each factor";
  throw new InputError(`expected a model as ${expected}, this is ${came}`);
}
