/** The built program, as a user calls it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";

const main = resolve("dist/cli/main.js");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own, removed after the file's tests, in which the program is run. */
export function workplace() {
  const folder = mkdtempSync(join(tmpdir(), "lowlands-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    path: (name: string) => join(folder, name),
    file(name: string, content: string | Uint8Array): string {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
      return name;
    },
    lowlands(...words: string[]): Outcome {
      return spawnSync(process.execPath, [main, ...words], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
    },
    start(...words: string[]): ChildProcess {
      return spawn(process.execPath, [main, ...words], { cwd: folder });
    },
  };
}

/** The program's end; what it said is gathered from now on. */
export function ended(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (text) => {
    stdout += text;
  });
  child.stderr?.on("data", (text) => {
    stderr += text;
  });
  return new Promise((done) => child.once("close", (status) => done({ status, stdout, stderr })));
}

/** Resolves once the program has said this on standard error. */
export function hasSaid(child: ChildProcess, words: string): Promise<void> {
  let said = "";
  return new Promise((done) => {
    child.stderr?.on("data", (text) => {
      said += text;
      if (said.includes(words)) done();
    });
  });
}

/** A planted table of rank 2 with noise: cell (i, j) is observed where `observed` says so. */
export function planted(m: number, n: number, observed: (i: number, j: number) => boolean) {
  const wave = (k: number, f: number) => Math.sin(1 + k * f);
  const value = (i: number, j: number) =>
    3 + wave(i, 1.7) * wave(j, 2.3) + 0.7 * wave(i, 0.9) * wave(j, 3.1) + 0.05 * wave(i * n + j, 7.7);
  const cells = Array.from({ length: m * n }, (_, k) => [Math.floor(k / n), k % n] as const);
  return {
    triplets: [
      "user,item,rating",
      ...cells.filter(([i, j]) => observed(i, j)).map(([i, j]) => `u${i},t${j},${value(i, j).toFixed(4)}`),
    ].join("\n"),
    wide: [
      ["id", ...Array.from({ length: n }, (_, j) => `c${j}`)].join(","),
      ...Array.from({ length: m }, (_, i) =>
        [`r${i}`, ...Array.from({ length: n }, (_, j) => (observed(i, j) ? value(i, j).toFixed(4) : ""))].join(","),
      ),
    ].join("\n"),
  };
}

/** Three cells of four, no row and no column without one. */
export const mostCells = (i: number, j: number): boolean => (3 * i + 5 * j + ((i * j) % 3)) % 4 !== 0;
