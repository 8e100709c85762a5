import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { csvField, type Ids, npzBytes, type Table, writeText } from "../../io/index.ts";
import type { Parts } from "../../src/index.ts";

/** Writes X = W diag(sizes) Hᵀ: as tables with labels, and as arrays. */
export async function writeParts(
  folder: string,
  { w, h, sizes }: Parts,
  { rowIds, columnIds, names }: Pick<Table, "rowIds" | "columnIds" | "names">,
): Promise<Readonly<Record<string, string>>> {
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  await writeText(join(folder, "W.csv"), lines(w, rowIds, names.row || "row"));
  await writeText(join(folder, "H.csv"), lines(h, columnIds, names.column || "column"));
  await writeText(join(folder, "sizes.csv"), [
    "part,size,share\n",
    ...Array.from(sizes, (size, c) => `${c + 1},${size},${size / whole}\n`),
  ]);
  const arrays = npzBytes([
    ["W", { shape: [w.rows, w.columns], data: w.data }],
    ["sizes", { shape: [sizes.length], data: sizes }],
    ["H", { shape: [h.rows, h.columns], data: h.data }],
  ]);
  await writeFile(join(folder, "parts.npz"), arrays);
  return { parts: "parts.npz", W: "W.csv", H: "H.csv", sizes: "sizes.csv" };
}

function* lines({ rows, columns, data }: Parts["w"], ids: Ids, name: string): Generator<string> {
  yield `${[csvField(name, ","), ...Array.from({ length: columns }, (_, c) => `part ${c + 1}`)].join(",")}\n`;
  for (let i = 0; i < rows; i++) {
    yield `${[csvField(String(ids[i]), ","), ...data.subarray(i * columns, (i + 1) * columns)].join(",")}\n`;
  }
}
