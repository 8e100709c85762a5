import { rmSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../input-error.ts";
import { checkOutputFile, checkOutputFolder, type OutputOptions } from "./check-output.ts";

/**
 * Writes a folder whole or not at all: `build` fills a temporary folder beside it, which takes its name at the end.
 *
 * With `force` the folder of an earlier run is moved aside first and deleted last, so that a run that is killed at any
 * moment leaves no folder of that name or a whole one. Leftovers of killed runs are removed.
 */
export async function writeFolder<Result>(
  out: string,
  options: OutputOptions,
  build: (folder: string) => Promise<Result>,
): Promise<Result> {
  await checkOutputFolder(out, options);
  return whole(out, async (temporary) => {
    await mkdir(temporary);
    const result = await build(temporary);
    await synced(temporary);
    // What came to stand there since the first check is not ours to replace.
    await checkOutputFolder(out, options);
    return result;
  });
}

/** Writes a file whole or not at all, likewise; `build` writes to the path that it is given. */
export async function writeWholeFile<Result>(
  path: string,
  options: { force?: boolean | undefined },
  build: (path: string) => Promise<Result>,
): Promise<Result> {
  await checkOutputFile(path, options);
  return whole(path, async (temporary) => {
    const result = await build(temporary);
    await synced(temporary);
    await checkOutputFile(path, options);
    return result;
  });
}

async function whole<Result>(out: string, work: (temporary: string) => Promise<Result>): Promise<Result> {
  const target = resolve(out);
  const parent = dirname(target);
  const stem = `.${basename(target)}.lowlands-`;
  await removeLeftovers(parent, stem);
  // The extension stays last, because it tells some writers the format.
  const temporary = join(parent, `${stem}${process.pid}-new-${basename(target)}`);
  const aside = join(parent, `${stem}${process.pid}-old`);
  const atExit = () => rmSync(temporary, { recursive: true, force: true });
  process.once("exit", atExit);
  let movedAside = false;
  try {
    const result = await work(temporary);
    movedAside = await renamed(target, aside);
    await rename(temporary, target);
    await synced(parent, false);
    await rm(aside, { recursive: true, force: true });
    return result;
  } catch (error) {
    if (movedAside) await renamed(aside, target);
    await rm(temporary, { recursive: true, force: true });
    throw writeFault(error, out);
  } finally {
    process.off("exit", atExit);
  }
}

/** Whether there was something to rename. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Forces a file, or a folder with all that is in it, out to the disk. */
async function synced(path: string, deep = true): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder && deep) for (const name of await readdir(path)) await synced(join(path, name));
  // Windows opens no folder.
  if (isFolder && process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeLeftovers(parent: string, stem: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(stem)) continue;
    const pid = Number.parseInt(name.slice(stem.length), 10);
    if (pid !== process.pid && !alive(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const reasons: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "it is not allowed",
  EPERM: "it is not allowed",
  EROFS: "the file system is read-only",
  EIO: "the disk reports an error",
  ENOTEMPTY: "another run wrote it meanwhile",
  EEXIST: "another run wrote it meanwhile",
};

function writeFault(error: unknown, out: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException | undefined)?.code ?? ""];
  return reason === undefined
    ? error
    : new InputError(`expected to write here, ${reason}; nothing was written`, { file: out, argument: "out" });
}
