import { zipSync } from "fflate";
import { InputError } from "../input-error.ts";
import { type NpyContent, npyBytes } from "./npy-bytes.ts";

/** Bytes of a .npz file with these arrays, what is undefined left out: the same arrays give the same bytes. */
export function npzBytes(contents: readonly (readonly [name: string, content: NpyContent | undefined])[]): Uint8Array {
  const files = contents.flatMap(([name, content]) =>
    content === undefined ? [] : [[`${name}.npy`, npyBytes(content)] as const],
  );
  const size = files.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  // The archive has 32-bit sizes.
  if (size >= 2 ** 32 - 2 ** 16)
    throw new InputError(`expected a model below 4 GiB, this one has ${size} bytes; lower the rank`, {
      argument: "rank",
    });
  // A zip archive tells local time, so the fixed date is one of local time too.
  return zipSync(Object.fromEntries(files), { level: 0, mtime: new Date(1980, 0, 1) });
}
