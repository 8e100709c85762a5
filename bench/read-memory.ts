/** Streams a CSV of about 200 MB: the peak of memory beyond the arrays that come out. */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read } from "../io/index.ts";

const megabyte = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), "lowlands-bench-"));
const path = join(folder, "triplets.csv");

try {
  const file = openSync(path, "w");
  for (let block = 0; block < 200; block++) {
    const lines = Array.from(
      { length: 60_000 },
      (_, k) => `${block * 500 + (k % 500)},${Math.floor(k / 500)},${(k % 997) / 8}\n`,
    );
    writeSync(file, lines.join(""));
  }
  closeSync(file);
  const before = process.memoryUsage.rss();
  let peak = before;
  const { rows, columns, values } = await read(path, {
    onProgress: () => {
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  peak = Math.max(peak, process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024);
  const arrays = rows.byteLength + columns.byteLength + values.byteLength;
  const told = [statSync(path).size, arrays, before, peak, peak - arrays].map(
    (bytes) => `${Math.round(bytes / megabyte)}`,
  );
  console.log(
    `file ${told[0]} MB, arrays ${told[1]} MB, process before ${told[2]} MB, peak ${told[3]} MB, beyond the arrays ${told[4]} MB`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
