import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelBytes, sparseBytes, writeFolder, writeFrames, writeText } from "../../io/index.ts";
import {
  type FrameLayout,
  reportJson,
  type Separation,
  type SeparationReport,
  separationMarkdown,
} from "../../src/index.ts";
import { factorModel } from "../model-file.ts";
import { outlierLines } from "./outlier-lines.ts";
import type { GivenMatrix } from "./read-matrix.ts";

/** Writes the output folder, whole or not at all; the paths of what was written, by what it is. */
export async function writeOutput(
  out: string,
  options: { force: boolean },
  { given, found, report }: { given: GivenMatrix; found: Separation; report: SeparationReport },
): Promise<Readonly<Record<string, string>>> {
  const { frames } = given;
  const names = await writeFolder(out, options, async (folder) => {
    const path = (name: string) => join(folder, name);
    const notes = {
      names: { row: "", column: "", value: "" },
      bias: "none" as const,
      command: report.command,
      seed: report.seed,
    };
    await writeFile(path("model.npz"), modelBytes(factorModel(found.model, given, notes)));
    const { rowIndex: rows, columnIndex: columns, values } = found.sparse;
    const shape = [report.data.rows, report.data.columns] as const;
    await writeFile(path("sparse.npz"), sparseBytes({ rows, columns, values, shape }));
    if (frames) await writeVideo(path, found, frames);
    else await writeText(path("outliers.csv"), outlierLines(found, given));
    await writeText(path("report.json"), [reportJson(report)]);
    await writeText(path("report.md"), [separationMarkdown(report)]);
    // Drawing takes packages that bad input need not wait for.
    const { renderSeparation } = await import("../../render/index.ts");
    await writeText(path("report.html"), [renderSeparation(report)]);
    return {
      model: "model.npz",
      sparse: "sparse.npz",
      ...(frames ? { background: "background", moving: "moving" } : { outliers: "outliers.csv" }),
      report: "report.html",
    };
  });
  return Object.fromEntries(Object.entries(names).map(([what, name]) => [what, join(out, name)]));
}

/** The low-rank frames, and what stands out from them: darker or lighter than the grey in the middle. */
async function writeVideo(
  path: (name: string) => string,
  { model, sparse }: Separation,
  { width, height, white, names }: FrameLayout,
): Promise<void> {
  const { left, right } = model;
  const pixels = width * height;
  const layout = { width, height, most: white, names };
  const rank = left.columns;
  await writeFrames(path("background"), layout, (frame) =>
    Float64Array.from({ length: pixels }, (_, pixel) => {
      let value = 0;
      for (let c = 0; c < rank; c++) value += left.data[pixel * rank + c] * right.data[frame * rank + c];
      return value;
    }),
  );
  const ofFrame: number[][] = names.map(() => []);
  sparse.columnIndex.forEach((frame, k) => {
    ofFrame[frame].push(k);
  });
  await writeFrames(path("moving"), layout, (frame) => {
    const values = new Float64Array(pixels).fill(white / 2);
    for (const k of ofFrame[frame]) values[sparse.rowIndex[k]] += sparse.values[k] / 2;
    return values;
  });
}
