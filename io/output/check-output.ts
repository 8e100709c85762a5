import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../input-error.ts";

/** What may be replaced. */
export interface OutputOptions {
  /** Whether what an earlier run wrote may be replaced. */
  readonly force?: boolean | undefined;
  /** A file that every finished output folder has: a folder without it is never replaced, unless it is empty. */
  readonly mark?: string | undefined;
}

const defaultMark = "report.json";

/** Throws an InputError, before any work, where an output folder could not be written. */
export async function checkOutputFolder(out: string, options: OutputOptions = {}): Promise<void> {
  const { force = false, mark = defaultMark } = options;
  await checkParent(out);
  const found = await kindOf(out);
  if (found === undefined) return;
  if (found !== "folder") throw fault("expected a new or an earlier output folder, this is a file", out);
  if (!force)
    throw fault(
      "expected a new output folder, this one exists; replace it with --force or choose another with --out",
      out,
    );
  const names = await readdir(out);
  if (names.length > 0 && !names.includes(mark)) {
    throw fault(
      `expected a folder that an earlier run wrote (with a ${mark}), this one holds other files and is not replaced`,
      out,
    );
  }
}

/** Throws an InputError, before any work, where an output file could not be written. */
export async function checkOutputFile(path: string, options: { force?: boolean | undefined } = {}): Promise<void> {
  await checkParent(path);
  const found = await kindOf(path);
  if (found === "folder") throw fault("expected a file to write, this is a folder", path);
  if (found === "file" && options.force !== true)
    throw fault("expected a new file, this one exists; replace it with --force or choose another", path);
}

async function checkParent(out: string): Promise<void> {
  const parent = dirname(resolve(out));
  const found = await kindOf(parent);
  if (found !== "folder")
    throw fault(`expected the folder ${parent} to exist, ${found === undefined ? "it does not" : "it is a file"}`, out);
  try {
    await access(parent, constants.W_OK | constants.X_OK);
  } catch {
    throw fault(`expected to be allowed to write in ${parent}, it is not writable`, out);
  }
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw fault(`expected a path that can be looked at, it cannot (${code})`, path);
  }
}

const fault = (text: string, file: string): InputError => new InputError(text, { file, argument: "out" });
