import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelBytes, writeFolder, writeText } from "../../io/index.ts";
import { type Model, type RunReport, reportJson, runMarkdown } from "../../src/index.ts";
import { factorModel } from "../model-file.ts";

/** What a run leaves behind; `more` writes further files and returns their names. */
export interface RunOutput {
  readonly model: Model;
  readonly report: RunReport;
  readonly labels: Parameters<typeof factorModel>[1];
  readonly more?: (folder: string) => Promise<Readonly<Record<string, string>>>;
}

/** Writes the output folder, whole or not at all; the paths of what was written, by what it is. */
export async function writeRun(
  out: string,
  options: { force: boolean },
  { model, report, labels, more }: RunOutput,
): Promise<Readonly<Record<string, string>>> {
  const names = await writeFolder(out, options, async (folder) => {
    const path = (name: string) => join(folder, name);
    const notes = {
      names: { row: "", column: "", value: "" },
      bias: "none" as const,
      command: report.command,
      seed: report.seed,
    };
    await writeFile(path("model.npz"), modelBytes(factorModel(model, labels, notes)));
    await writeText(path("report.json"), [reportJson(report)]);
    await writeText(path("report.md"), [runMarkdown(report)]);
    // Drawing takes packages that bad input need not wait for.
    const { renderRun } = await import("../../render/index.ts");
    await writeText(path("report.html"), [renderRun(report)]);
    return { model: "model.npz", ...(await more?.(folder)), report: "report.html" };
  });
  return Object.fromEntries(Object.entries(names).map(([what, name]) => [what, join(out, name)]));
}
