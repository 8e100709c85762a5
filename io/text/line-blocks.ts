import { InputError } from "../input-error.ts";
import { joinedBytes } from "../joined-bytes.ts";

const newline = 10;
const longestLine = 1 << 26;

/** Cuts chunks of bytes at line ends: every block is whole lines, the last may lack its line end; a UTF-8 mark is dropped. */
export async function* lineBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  let first = true;
  for await (const piece of chunks) {
    let chunk = piece;
    if (rest.length > 0) {
      const end = chunk.indexOf(newline) + 1;
      const line = joinedBytes(rest, end === 0 ? chunk : chunk.subarray(0, end));
      if (end === 0) {
        rest = line;
        if (rest.length > longestLine)
          throw new InputError(`expected lines shorter than ${longestLine} bytes, a longer one came`);
        continue;
      }
      yield first ? withoutMark(line) : line;
      first = false;
      chunk = chunk.subarray(end);
    }
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      const block = chunk.subarray(0, end);
      yield first ? withoutMark(block) : block;
      first = false;
    }
    // A copy: the reader may fill the same memory with the next chunk.
    rest = chunk.slice(end);
  }
  if (rest.length > 0) yield first ? withoutMark(rest) : rest;
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
