/**
 * Job F1: the truncated SVD of dense 4000 × 3000 matrices at rank 50. `f1` is of rank 50 (σᵢ = 1000·0.95ⁱ) with noise of 0.01 an entry;
 * `f1b` has spikes 3/√i + 2.2 over the bulk of white noise, hardly a gap. Ours and, where a Python with scikit-learn is found,
 * its peers take turns on the same numbers; CPU seconds of the whole call at one thread, medians, and the excess of the
 * Frobenius error over the best one seen.
 *
 * Run: npx tsx bench/truncated-svd.ts [repeats] [f1|f1b]
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { kernelsFor, Memory } from "../src/kernels/index.ts";
import { scratch } from "../src/kernels/scratch.ts";
import { finish } from "../src/kernels/steps.ts";
import { denseBlockMap, float32BlockMap } from "../src/linalg/block-map.ts";
import { type Matrix, matrix, transpose } from "../src/linalg/matrix.ts";
import { multiply } from "../src/linalg/multiply.ts";
import { qr } from "../src/linalg/qr.ts";
import { random } from "../src/linalg/random.ts";
import { fixedRank } from "../src/linalg/rank-rules.ts";
import { truncatedSvd } from "../src/linalg/truncated-svd.ts";
import { peerProgram } from "./truncated-svd-peers.ts";

const [rows, columns, rank] = [4000, 3000, 50];
const repeats = Number(process.argv[2] ?? 5);
const only = process.argv[3];

interface Run {
  readonly seconds: number;
  readonly error: number;
}

type Contestant = (round: number) => Run | Promise<Run>;

const ours: Record<string, (a: Matrix) => Contestant> = {
  "ours, float32 then float64": (a) => contestant(a, true, 1e-10),
  "ours, accuracy 1e-4": (a) => contestant(a, true, 1e-4),
  "ours, float64 alone": (a) => contestant(a, false, 1e-10),
};
const peers = ["rsvd 2", "rsvd 4", "rsvd 7", "rsvd32 4", "arpack"];

const folder = mkdtempSync(join(tmpdir(), "truncated-svd-"));
try {
  for (const [name, singularValue, noise] of [
    ["f1", (i: number) => 1000 * 0.95 ** i, 0.01],
    ["f1b", (i: number) => 3 / Math.sqrt(i + 1) + 2.2, 1 / Math.sqrt(rows)],
  ] as const) {
    if (only && only !== name) continue;
    const a = planted(singularValue, noise);
    writeFileSync(join(folder, name), a.data);
    const python = startPeers(join(folder, name));
    const contestants = new Map<string, Contestant>(Object.entries(ours).map(([key, make]) => [key, make(a)]));
    if (python) for (const peer of peers) contestants.set(peer, () => python.ask(peer));
    report(name, await race(contestants));
    python?.process.kill();
  }
} finally {
  rmSync(folder, { recursive: true });
}

function planted(singularValue: (i: number) => number, noise: number): Matrix {
  const stream = random(1);
  const gaussian = (m: number, n: number) =>
    matrix(
      m,
      n,
      Float64Array.from({ length: m * n }, () => stream.gaussian()),
    );
  const left = qr(gaussian(rows, rank)).q;
  const scaled = left.data.map((value, at) => value * singularValue(at % rank));
  const a = multiply(matrix(rows, rank, scaled), transpose(qr(gaussian(columns, rank)).q));
  for (let at = 0; at < a.data.length; at++) a.data[at] += noise * stream.gaussian();
  return a;
}

/** The whole call with the matrix in the memory: norm, float32 copy, SVD. */
function contestant(a: Matrix, inFloat32: boolean, accuracy: number): Contestant {
  const memory = new Memory(3e8);
  const room = scratch({ memory, kernels: kernelsFor(memory) });
  const block = room.block("A", "float64", rows * columns);
  memory.float64(block).set(a.data);
  const dense = { block, rows, columns, lda: columns };
  return (round) => {
    const before = process.cpuUsage();
    const map = finish(denseBlockMap(room, dense));
    const rough = inFloat32 ? { rough: finish(float32BlockMap(room, "A in float32", dense, map)) } : {};
    const options = { rank: fixedRank(rank), random: random(round), accuracy, ...rough };
    const { error } = finish(truncatedSvd(room, map, options));
    const { user, system } = process.cpuUsage(before);
    return { seconds: (user + system) / 1e6, error: error?.frobenius ?? Number.NaN };
  };
}

/** A Python that holds the matrix and answers one request a line. */
function startPeers(file: string): { process: ChildProcess; ask(peer: string): Promise<Run> } | undefined {
  const found = ["python3", "/usr/bin/python3"].find(
    (python) => spawnSync(python, ["-c", "import sklearn.utils.extmath, scipy.sparse.linalg"]).status === 0,
  );
  if (!found) {
    console.log("no Python with scikit-learn: the peers are left out");
    return undefined;
  }
  const child = spawn(found, ["-c", peerProgram, file, `${rows}`, `${columns}`, `${rank}`], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    async ask(peer) {
      child.stdin.write(`${peer}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the peers' Python ended before it answered "${peer}"`);
      return JSON.parse(value) as Run;
    },
  };
}

async function race(contestants: ReadonlyMap<string, Contestant>): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>([...contestants.keys()].map((key) => [key, []]));
  // The first round warms compilers and caches up.
  for (let round = 0; round <= repeats; round++) {
    for (const [key, run] of contestants) {
      const result = await run(round);
      if (round > 0) runs.get(key)?.push(result);
    }
  }
  return runs;
}

function report(name: string, runs: ReadonlyMap<string, Run[]>): void {
  const best = Math.min(...[...runs.values()].flat().map(({ error }) => error));
  const reference = median(runs.get("ours, float32 then float64") ?? [], ({ seconds }) => seconds);
  console.log(`\n${name}, ${rows} × ${columns}, rank ${rank}; medians of ${repeats}`);
  console.log("                              CPU s   min    ours / theirs   excess error");
  for (const [key, list] of runs) {
    const seconds = median(list, (run) => run.seconds);
    const least = Math.min(...list.map((run) => run.seconds));
    const excess = median(list, ({ error }) => error / best - 1);
    const ratio = (reference / seconds).toFixed(2);
    console.log(
      `${key.padEnd(28)} ${seconds.toFixed(3).padStart(6)} ${least.toFixed(3).padStart(6)} ${ratio.padStart(10)} ${excess.toExponential(1).padStart(17)}`,
    );
  }
}

function median(runs: readonly Run[], of: (run: Run) => number): number {
  return runs.map(of).sort((x, y) => x - y)[runs.length >> 1];
}
