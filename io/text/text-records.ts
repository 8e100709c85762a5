import { type RecordBatch, RecordParser } from "./record-parser.ts";
import { Utf8Text } from "./utf8-text.ts";

/** What of a text file is no data. */
export interface TextFrame {
  readonly delimiter: string;
  /** Lines before the first record. */
  readonly leadingLines: number;
  /** Whether the first record names the columns: it is left out. */
  readonly hasHeader: boolean;
}

/** The data records of a text file, batch by batch: comments, header and blank lines left out. */
export async function* textRecords(chunks: AsyncIterable<Uint8Array>, frame: TextFrame): AsyncGenerator<RecordBatch> {
  const decoder = new Utf8Text();
  const parser = new RecordParser(frame.delimiter, frame.leadingLines);
  let leading = frame.leadingLines;
  let header = frame.hasHeader;
  const withoutLeading = (text: string): string => {
    let start = 0;
    for (; leading > 0; leading--) {
      const end = text.indexOf("\n", start);
      if (end < 0) return "";
      start = end + 1;
    }
    return text.slice(start);
  };
  const data = (batch: RecordBatch): RecordBatch => {
    const { records } = batch;
    const kept = [...records.keys()].filter((k) => records[k]!.length > 1 || records[k]![0] !== "");
    if (header && kept.length > 0) {
      kept.shift();
      header = false;
    }
    if (kept.length === records.length) return batch;
    return { records: kept.map((k) => records[k]!), line: (k) => batch.line(kept[k]!) };
  };
  for await (const chunk of chunks) yield data(parser.push(withoutLeading(decoder.push(chunk))));
  decoder.end();
  yield data(parser.end());
}
