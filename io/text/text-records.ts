import { RecordParser } from "./record-parser.ts";
import { Utf8Text } from "./utf8-text.ts";

/** One record and the line it begins on. */
export interface PlacedRecord {
  readonly record: readonly string[];
  readonly line: number;
}

/** The records of a text file, batch by batch, its first `leadingLines` lines left out. */
export async function* textRecords(
  chunks: AsyncIterable<Uint8Array>,
  options: { delimiter: string; leadingLines: number },
): AsyncGenerator<PlacedRecord[]> {
  const decoder = new Utf8Text();
  const parser = new RecordParser(options.delimiter, options.leadingLines);
  let leading = options.leadingLines;
  const batch = (text: string, last: boolean): PlacedRecord[] => {
    let body = text;
    for (; leading > 0 && body !== ""; leading--) {
      const end = body.indexOf("\n");
      if (end < 0) {
        body = "";
        break;
      }
      body = body.slice(end + 1);
    }
    const { records, line } = last ? parser.end() : parser.push(body);
    return records.map((record, k) => ({ record, line: line(k) }));
  };
  for await (const chunk of chunks) yield batch(decoder.push(chunk), false);
  yield batch(decoder.end(), true);
}
