/**
 * Compiles the kernels and checks the module in as TypeScript: `tsx assembly/build.ts`; with `--check` nothing is
 * written, and a module that differs from the one checked in is an error.
 */
import { readFile, writeFile } from "node:fs/promises";
import { main } from "assemblyscript/asc";

const target = new URL("../src/kernels/built.ts", import.meta.url);

async function compile(): Promise<Uint8Array> {
  let module: Uint8Array | undefined;
  const { error, stderr } = await main(
    [
      "assembly/index.ts",
      ...["--outFile", "kernels.wasm"],
      ...["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", "--noAssert"],
      ...["--runtime", "stub", "--importMemory", "--noExportMemory", "--enable", "simd"],
      // Vectors never leave the module, and its addresses are 32 bits wide.
      ...["--disableWarning", "AS112", "--disableWarning", "AS201"],
    ],
    {
      writeFile(_name: string, contents: Uint8Array) {
        module = contents;
      },
    },
  );
  if (error || !module) throw new Error(`the kernels do not compile: ${error?.message}\n${stderr.toString()}`);
  return module;
}

const module = await compile();
const text = `/** The kernels of \`assembly/\`, built by \`npm run build:kernels\`: a WebAssembly module in base64. */
export const built =
  "${Buffer.from(module).toString("base64")}";
`;
if (!process.argv.includes("--check")) {
  await writeFile(target, text);
  console.log(`src/kernels/built.ts: ${module.length} bytes`);
} else if ((await readFile(target, "utf8")) !== text) {
  console.error("src/kernels/built.ts differs from what assembly/ compiles to: run npm run build:kernels");
  process.exitCode = 1;
}
