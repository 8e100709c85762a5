import { csvField } from "./csv-field.ts";
import { writeText } from "./write-text.ts";

/** One predicted cell. */
export interface Prediction {
  readonly row: number | string;
  readonly column: number | string;
  readonly prediction: number;
  /** Up to which rank the data determine this cell. */
  readonly determinedRank: number;
}

/** Names of the two id columns; "" means "row" and "column". */
export interface PredictionNames {
  readonly row: string;
  readonly column: string;
}

/** Writes predictions to a new file, as Parquet where the path ends so, else as CSV; they are drawn one by one. */
export async function writePredictions(
  path: string,
  predictions: Iterable<Prediction> | AsyncIterable<Prediction>,
  names: PredictionNames = { row: "", column: "" },
): Promise<void> {
  if (path.endsWith(".parquet")) await writeParquet(path, predictions, headerOf(names));
  else await writeText(path, predictionLines(predictions, names));
}

/** Predictions as the lines of a CSV file, the header first. */
export async function* predictionLines(
  predictions: Iterable<Prediction> | AsyncIterable<Prediction>,
  names: PredictionNames = { row: "", column: "" },
): AsyncGenerator<string> {
  yield `${headerOf(names)
    .map((name) => csvField(name, ","))
    .join(",")}\n`;
  for await (const { row, column, prediction, determinedRank } of predictions) {
    yield `${field(row)},${field(column)},${prediction},${determinedRank}\n`;
  }
}

function headerOf(names: PredictionNames): string[] {
  const header = [names.row || "row", names.column || "column", "prediction", "determined_rank"];
  // Two columns of one name could not be told apart.
  if (new Set(header).size < header.length) header.splice(0, 2, "row", "column");
  return header;
}

const field = (id: number | string): string => (typeof id === "number" ? String(id) : csvField(id, ","));

async function writeParquet(
  path: string,
  predictions: Iterable<Prediction> | AsyncIterable<Prediction>,
  header: readonly string[],
): Promise<void> {
  const { fileWriter, parquetWriteRows } = await import("hyparquet-writer");
  const [row, column, prediction, determinedRank] = header as [string, string, string, string];
  // The first prediction tells whether the ids are numbers or text.
  const iterator =
    Symbol.asyncIterator in predictions ? predictions[Symbol.asyncIterator]() : predictions[Symbol.iterator]();
  const first = await iterator.next();
  const kind = (id: number | string | undefined) => (typeof id === "string" ? "STRING" : "INT64");
  const cell = (id: number | string) => (typeof id === "number" ? BigInt(id) : id);
  const record = (one: Prediction) => ({
    [row]: cell(one.row),
    [column]: cell(one.column),
    [prediction]: one.prediction,
    [determinedRank]: one.determinedRank,
  });
  async function* records() {
    for (let next = first; next.done !== true; next = await iterator.next()) yield record(next.value);
  }
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: records(),
    columns: [
      { name: row, type: kind(first.done === true ? undefined : first.value.row), nullable: false },
      { name: column, type: kind(first.done === true ? undefined : first.value.column), nullable: false },
      { name: prediction, type: "DOUBLE", nullable: false },
      { name: determinedRank, type: "INT32", nullable: false },
    ],
  });
}
