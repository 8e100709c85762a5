/** What `npm run build` does after the compiler: drop the outputs that no source stands behind any more, make the bin executable. */
import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

for (const file of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  const source = file.replace(/\.(d\.ts|js)$/, ".ts");
  if (source !== file && !existsSync(source)) rmSync(join("dist", file));
}
chmodSync("dist/cli/main.js", 0o755);
