import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import { faultsInFile } from "../faults-in-file.ts";
import { InputError } from "../input-error.ts";
import type { ReadProgress } from "../source-file.ts";
import { decodeNetpbm, isNetpbm } from "./decode-netpbm.ts";
import { decodePng, isPng } from "./decode-png.ts";
import { type FrameMatrix, FrameStack } from "./frame-matrix.ts";

/** Frames that were read from a folder. */
export interface Frames extends FrameMatrix {
  /** Path of the folder as it was given. */
  readonly source: string;
  /** SHA-256 of the files' bytes one after the other, in hexadecimal. */
  readonly hash: string;
  /** Sentences worth telling: what was left out. */
  readonly notes: readonly string[];
}

const PICTURE = /\.(png|pgm|ppm|pnm)$/i;
/** So many names of what was left out are told. */
const TOLD = 3;

/**
 * Reads the PNG, PGM and PPM pictures of a folder as frames, in the order that a reader would count their names in
 * (2.png before 10.png); throws an InputError for anything wrong with them. Progress counts frames.
 */
export async function readFrames(folder: string, { signal, onProgress }: ReadProgress = {}): Promise<Frames> {
  const { names, notes } = await framesIn(folder);
  const stack = new FrameStack(folder, names);
  const hash = createHash("sha256");
  for (const [k, name] of names.entries()) {
    signal?.throwIfAborted();
    const path = join(folder, name);
    await faultsInFile(path, async () => {
      const bytes = await readFile(path);
      hash.update(bytes);
      const image = decoded(bytes);
      stack.add(image);
    });
    onProgress?.(k + 1, names.length);
    // A signal is heard between frames.
    await pause();
  }
  return { ...stack.matrix(), source: folder, hash: hash.digest("hex"), notes };
}

function decoded(bytes: Uint8Array) {
  if (isPng(bytes)) return decodePng(bytes);
  if (isNetpbm(bytes)) return decodeNetpbm(bytes);
  const came = bytes.length === 0 ? "the file is empty" : "its first bytes are something else";
  throw new InputError(`expected a PNG, PGM or PPM picture, ${came}`);
}

async function framesIn(folder: string): Promise<{ names: string[]; notes: string[] }> {
  // Hidden files are the system's, not the user's.
  const found = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith("."));
  const names = found.filter((entry) => !entry.isDirectory() && PICTURE.test(entry.name)).map(({ name }) => name);
  const others = found.map(({ name }) => name).filter((name) => !names.includes(name));
  const count = `${others.length} other${others.length === 1 ? "" : "s"}`;
  const told = `${others.slice(0, TOLD).join(", ")}${others.length > TOLD ? ", …" : ""}`;
  const fault = (text: string) => new InputError(text, { file: folder });
  if (names.length === 0) {
    const came = found.length === 0 ? "the folder is empty" : `it holds ${count} (${told})`;
    throw fault(`expected PNG, PGM or PPM pictures in the folder, ${came}`);
  }
  if (names.length === 1) {
    throw fault(`expected two frames or more, ${names[0]} is the only one: what moves shows by comparison`);
  }
  return { names: inCountingOrder(names), notes: others.length === 0 ? [] : [`Left out: ${count} (${told}).`] };
}

function inCountingOrder(names: readonly string[]): string[] {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...names].sort((a, b) => compare(a, b) || (a < b ? -1 : 1));
}
