import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** The folders of src from the ground up: each imports only from the lines above it, and those on one line do not import each other. */
const layers = [
  ["version.ts", "number-text.ts"],
  ["kernels"],
  ["linalg"],
  ["operators", "losses", "regularizers", "parametrizations"],
  ["problem"],
  ["landscape"],
  ["starts"],
  ["solvers", "certificates"],
  ["escape"],
  ["report"],
  ["recover"],
  ["tasks"],
  ["index.ts"],
];

/** What each other room imports besides itself. */
const doors: Record<string, string[]> = {
  io: ["src/index.ts"],
  render: ["src/index.ts"],
  cli: ["src/index.ts", "io/index.ts", "render/index.ts", "papers/"],
  lab: ["src/index.ts", "io/index.ts", "render/index.ts"],
  papers: ["src/index.ts", "io/index.ts", "render/index.ts"],
  examples: ["src/index.ts", "io/index.ts"],
  bench: ["src/index.ts", "src/kernels/", "src/linalg/", "io/index.ts"],
};

/** Packages, Node's among them: src imports none, render and lab none of Node's. */
const packages: Record<string, RegExp> = { src: /^$/, render: /^(?!node:)/, lab: /^(?!node:)/ };

const height = (folder: string) => layers.findIndex((line) => line.includes(folder));

function allowed(file: string, specifier: string): boolean {
  const [room, folder] = file.split("/");
  const own = /^lowlands(?:\/(.+))?$/.exec(specifier);
  if (!own && !specifier.startsWith(".")) return packages[room]?.test(specifier) ?? true;
  const to = own ? `${own[1] ?? "src"}/index.ts` : posix.join(posix.dirname(file), specifier);
  if (room !== "src") return to.startsWith(`${room}/`) || doors[room].some((door) => to.startsWith(door));
  const [toRoom, toFolder] = to.split("/");
  return toRoom === "src" && (toFolder === folder || (height(toFolder) >= 0 && height(toFolder) < height(folder)));
}

test.for(["src", ...Object.keys(doors)].filter((room) => existsSync(room)))("%s imports only what it may", (room) => {
  const broken = readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => {
      const file = `${room}/${name}`;
      return ts.preProcessFile(readFileSync(file, "utf8")).importedFiles.map((used) => [file, used.fileName]);
    })
    .filter(([file, specifier]) => !allowed(file, specifier));
  expect(broken.map((pair) => pair.join(" → "))).toEqual([]);
});
