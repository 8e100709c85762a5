import { unzipSync } from "fflate";
import { InputError } from "../input-error.ts";
import { isNpy, type NpyArray, npyArray } from "./npy-array.ts";

/** Deflate packs at most 1,032 bytes into one. */
const mostUnpacked = 1040;

/** The arrays of a .npz file by name; what is no array is left out. */
export function npzArrays(bytes: Uint8Array): Map<string, NpyArray> {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (size > bytes.length || originalSize > mostUnpacked * (size + 1))
          throw new InputError("expected a whole .npz file, it is damaged");
        return name.endsWith(".npy");
      },
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("expected a whole .npz file, it is damaged or ends too early");
  }
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of Object.entries(files)) {
    const short = name.slice(0, -".npy".length);
    if (!isNpy(content)) throw new InputError(`expected NumPy arrays in the archive, "${name}" is none`);
    try {
      arrays.set(short, npyArray(content));
    } catch (error) {
      throw error instanceof InputError ? new InputError(`array "${short}": ${error.fault}`) : error;
    }
  }
  if (arrays.size === 0)
    throw new InputError(
      "expected NumPy arrays (.npz), this zip archive has none; unpack it, or save the sheet as CSV",
    );
  return arrays;
}
