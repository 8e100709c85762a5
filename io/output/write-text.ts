import { open } from "node:fs/promises";

const bufferedCharacters = 1 << 16;

/** Writes pieces of text to a new file, a buffer at a time, so that no string holds all of it. */
export async function writeText(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const handle = await open(path, "wx");
  try {
    let buffered = "";
    for await (const piece of typeof pieces === "string" ? [pieces] : pieces) {
      buffered += piece;
      if (buffered.length < bufferedCharacters) continue;
      await handle.writeFile(buffered);
      buffered = "";
    }
    await handle.writeFile(buffered);
  } finally {
    await handle.close();
  }
}
