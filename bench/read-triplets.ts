/** Reads 2,000,000 triplets with `read` and with Papa Parse into the same arrays: CPU seconds, best of five, and their ratio. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { read } from "../io/index.ts";

const count = 2_000_000;
const folder = mkdtempSync(join(tmpdir(), "lowlands-bench-"));
const path = join(folder, "triplets.csv");

function lines(): string {
  const text: string[] = ["user,item,rating\n"];
  // A linear congruential generator: the numbers need only look like ratings.
  let state = 1;
  for (let k = 0; k < count; k++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    text.push(
      `${Math.floor(k / 100) + 1},${(k % 100) * 50 + (state % 50)},${((state % 50_000) / 10_000).toFixed(4)}\n`,
    );
  }
  return text.join("");
}

async function byPapa(): Promise<number> {
  const rows = new Int32Array(count);
  const columns = new Int32Array(count);
  const values = new Float64Array(count);
  let k = 0;
  await new Promise<void>((complete, error) => {
    Papa.parse<string[]>(createReadStream(path), {
      delimiter: ",",
      skipEmptyLines: true,
      step: ({ data }) => {
        if (data[0] === "user") return;
        rows[k] = Number(data[0]);
        columns[k] = Number(data[1]);
        values[k++] = Number(data[2]);
      },
      complete: () => complete(),
      error,
    });
  });
  return k;
}

async function cpuSeconds(work: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < 5; run++) {
    const before = process.cpuUsage();
    if ((await work()) !== count) throw new Error("the reader lost lines");
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

try {
  writeFileSync(path, lines());
  const ours = await cpuSeconds(async () => (await read(path)).values.length);
  const papa = await cpuSeconds(byPapa);
  console.log(`read ${ours.toFixed(2)} s, Papa Parse ${papa.toFixed(2)} s, ratio ${(papa / ours).toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
