import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "./input-error.ts";

const chunkBytes = 1 << 20;
const headBytes = 1 << 15;
const headLines = 20;
const longestHead = 1 << 26;

/** Watching and stopping a read. */
export interface ReadProgress {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file read so far, and all of them. */
  readonly onProgress?: ((bytesDone: number, bytesTotal: number) => void) | undefined;
}

/** A regular file, read as bytes in chunks; gzip is unpacked on the way. */
export class SourceFile {
  readonly path: string;
  readonly size: number;
  readonly gzipped: boolean;
  private readonly progress: ReadProgress;
  private digest: string | undefined;

  private constructor(path: string, size: number, gzipped: boolean, progress: ReadProgress) {
    this.path = path;
    this.size = size;
    this.gzipped = gzipped;
    this.progress = progress;
  }

  /** Throws an InputError for a path that is missing, a folder, empty, a pipe or not readable. */
  static async at(path: string, progress: ReadProgress): Promise<SourceFile> {
    const handle = await opened(path);
    try {
      const magic = new Uint8Array(2);
      await handle.read(magic, 0, 2, 0);
      return new SourceFile(path, (await handle.stat()).size, magic[0] === 0x1f && magic[1] === 0x8b, progress);
    } finally {
      await handle.close();
    }
  }

  /** Bytes after unpacking; of a gzip file a guess, since number tables shrink to about a third. */
  get unpackedSize(): number {
    return this.gzipped ? 3 * this.size : this.size;
  }

  /** SHA-256 of the file's bytes, known once `chunks` or `bytes` came to the end. */
  get hash(): string {
    if (this.digest === undefined) throw new Error("bug: the file's hash is asked for before the file was read");
    return this.digest;
  }

  /** The unpacked bytes from the start; a chunk is valid until the next is asked for. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    yield* this.unpacked(this.progress);
  }

  private async *unpacked(progress: ReadProgress): AsyncGenerator<Uint8Array> {
    this.digest = undefined;
    if (!this.gzipped) {
      yield* this.raw(progress, true);
      return;
    }
    const raw = this.raw(progress, false);
    const packed = Readable.from(raw);
    const unpacked = createGunzip({ chunkSize: 1 << 18 });
    packed.on("error", (error) => unpacked.destroy(error));
    packed.pipe(unpacked);
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        // A plain view, because a Buffer's slice does not copy.
        yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
      }
      // Zeros after the end, as on tape, are passed over by gzip too; the hash is of the whole file.
      let rest = await raw.next();
      while (rest.done !== true) rest = await raw.next();
    } catch (error) {
      throw gzipFault(error);
    } finally {
      packed.destroy();
      unpacked.destroy();
    }
  }

  /** The unpacked bytes, all at once. */
  async bytes(): Promise<Uint8Array> {
    let all = new Uint8Array(this.unpackedSize);
    let length = 0;
    for await (const chunk of this.chunks()) {
      if (length + chunk.length > all.length) {
        const larger = new Uint8Array(2 * (length + chunk.length));
        larger.set(all);
        all = larger;
      }
      all.set(chunk, length);
      length += chunk.length;
    }
    return all.subarray(0, length);
  }

  /** The first bytes, with some lines if there are any, and whether these are all. */
  async head(): Promise<{ head: Uint8Array; whole: boolean }> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let lines = 0;
    const { signal } = this.progress;
    for await (const chunk of this.unpacked({ signal })) {
      chunks.push(chunk.slice());
      let enough = headBytes - length;
      for (let k = chunk.indexOf(10); k >= 0 && lines < headLines; k = chunk.indexOf(10, k + 1)) {
        lines++;
        enough = Math.max(enough, k + 1);
      }
      if (lines < headLines) enough = Math.max(enough, longestHead - length);
      length += chunk.length;
      if (chunk.length > enough)
        return { head: concatenated(chunks, length).slice(0, length - chunk.length + enough), whole: false };
    }
    return { head: concatenated(chunks, length), whole: true };
  }

  private async *raw({ signal, onProgress }: ReadProgress, reuse: boolean): AsyncGenerator<Uint8Array> {
    const hash: Hash = createHash("sha256");
    const handle = await opened(this.path);
    try {
      let buffer = new Uint8Array(Math.min(chunkBytes, Math.max(this.size, 1)));
      let done = 0;
      for (;;) {
        signal?.throwIfAborted();
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        done += bytesRead;
        onProgress?.(done, this.size);
        yield chunk;
        if (!reuse) buffer = new Uint8Array(buffer.length);
      }
      this.digest = hash.digest("hex");
    } finally {
      await handle.close();
    }
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new InputError("expected a file, this is a folder", { file: path });
    if (!found.isFile()) {
      throw new InputError("expected a regular file, this is a pipe or a device; save its content to a file first", {
        file: path,
      });
    }
    if (found.size === 0) throw new InputError("expected rows of data, the file is empty", { file: path });
    return await open(path, "r");
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") throw new InputError("expected a file, there is none", { file: path });
    throw new InputError(`expected a readable file, it cannot be read (${code ?? String(error)})`, { file: path });
  }
}

function gzipFault(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "Z_BUF_ERROR") return new InputError("expected a whole gzip file, it ends too early");
  if (code?.startsWith("Z_")) return new InputError("expected gzip data, what came is damaged");
  return error;
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
