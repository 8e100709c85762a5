import { lineBlocks } from "./line-blocks.ts";
import { Utf8Text } from "./utf8-text.ts";

/** One line, trimmed, and its 1-based number. */
export interface PlacedLine {
  readonly text: string;
  readonly line: number;
}

/** The lines of a text file that are not blank, batch by batch, the first `leadingLines` left out. */
export async function* textLines(
  chunks: AsyncIterable<Uint8Array>,
  leadingLines: number,
): AsyncGenerator<PlacedLine[]> {
  const decoder = new Utf8Text();
  let before = 0;
  for await (const block of lineBlocks(chunks)) {
    const lines = decoder.push(block).split("\n");
    if (lines.at(-1) === "") lines.pop();
    const first = before + 1;
    before += lines.length;
    yield lines
      .map((text, k) => ({ text: text.trim(), line: first + k }))
      .filter(({ text, line }) => text !== "" && line > leadingLines);
  }
  decoder.end();
}
