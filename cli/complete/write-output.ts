import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelBytes, type Table, writeCompleted, writeFolder, writePredictions, writeText } from "../../io/index.ts";
import { type Model, type Report, reportJson, reportMarkdown } from "../../src/index.ts";
import { factorModel } from "../model-file.ts";
import { predictions, type WantedCells } from "./wanted-cells.ts";

/** What a completion leaves behind. */
export interface Output {
  readonly table: Table;
  readonly model: Model;
  readonly report: Report;
  readonly wanted: WantedCells;
}

/** Paths of what was written, null where nothing was. */
export interface OutputFiles {
  readonly model: string;
  readonly report: string;
  readonly predictions: string | null;
  readonly completed: string | null;
}

/** Writes the output folder, whole or not at all. */
export async function writeOutput(out: string, options: { force: boolean }, output: Output): Promise<OutputFiles> {
  const { table, model, report, wanted } = output;
  const names = await writeFolder(out, options, async (folder) => {
    const path = (name: string) => join(folder, name);
    const { rowIds, columnIds } = table;
    const notes = { names: table.names, bias: report.chosen.bias, command: report.command, seed: report.seed };
    await writeFile(path("model.npz"), modelBytes(factorModel(model, { rowIds, columnIds }, notes)));
    await writeText(path("report.json"), [reportJson(report)]);
    await writeText(path("report.md"), [reportMarkdown(report)]);
    // Drawing takes packages that bad input need not wait for.
    const { renderReport } = await import("../../render/index.ts");
    await writeText(path("report.html"), [renderReport(report)]);
    return {
      model: "model.npz",
      report: "report.html",
      predictions: wanted.kind === "none" ? null : await predictionsFile(folder, output),
      completed:
        wanted.kind === "missing" && table.shape !== "triplets"
          ? await writeCompleted(table, folder, cellValue(model))
          : null,
    };
  });
  const inFolder = (name: string | null) => (name === null ? null : join(out, name));
  return {
    model: join(out, names.model),
    report: join(out, names.report),
    predictions: inFolder(names.predictions),
    completed: inFolder(names.completed),
  };
}

async function predictionsFile(folder: string, { table, model, wanted }: Output): Promise<string> {
  const name = /\.(parquet|pq)$/i.test(table.source) ? "predictions.parquet" : "predictions.csv";
  await writePredictions(join(folder, name), predictions(table, model, wanted), table.names);
  return name;
}

/** Cells are asked for row by row, so a row is predicted whole. */
function cellValue(model: Model): (row: number, column: number) => number {
  const columns = Int32Array.from({ length: model.right.rows }, (_, j) => j);
  const rows = new Int32Array(columns.length);
  let current = -1;
  let values: ReturnType<Model["predict"]> = new Float64Array(0);
  return (row, column) => {
    if (row !== current) values = model.predict(rows.fill(row), columns);
    current = row;
    return values[column];
  };
}
