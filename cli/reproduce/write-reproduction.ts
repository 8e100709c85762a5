import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFolder, writeText } from "../../io/index.ts";
import { type ReportedPaper, reproductionJson, reproductionMarkdown } from "../../papers/index.ts";

/** Writes report and figures, whole or not at all. */
export async function writeReproduction(
  out: string,
  options: { force: boolean },
  reported: ReportedPaper,
): Promise<void> {
  await writeFolder(out, options, async (folder) => {
    await mkdir(join(folder, "figures"));
    for (const { name, svg } of reported.reproduction.figures) {
      await writeText(join(folder, "figures", `${name}.svg`), [svg]);
    }
    await writeText(join(folder, "report.md"), [reproductionMarkdown(reported)]);
    await writeText(join(folder, "report.json"), [`${JSON.stringify(reproductionJson(reported), null, 2)}\n`]);
  });
}
