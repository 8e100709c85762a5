/**
 * Low rank beside outliers: 500 × 500 of rank 5, entries of deviation 1, a share of them with an error uniform in ±size. Ours is told
 * neither share, number nor size; the rank is given, or found. Beside it, turn by turn, scaled gradient descent in NumPy, told the
 * share, to an error of 1e-8, and on request principal component pursuit by ADMM. Prints a line a case: error and whether the support is
 * exact, median CPU seconds of the fit and of all with the certificate, the peers' seconds on one thread, and ratios fit/theirs.
 *
 * Run: npx tsx bench/robust.ts [runs] [admm]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random, separate } from "../src/index.ts";

const [SIDE, RANK] = [500, 5];
const [runs = "3", pursuit] = process.argv.slice(2);
const CASES = [
  { share: 0.1, size: 10, missing: 0 },
  { share: 0.3, size: 10, missing: 0 },
  { share: 0.1, size: 1, missing: 0 },
  { share: 0.3, size: 1, missing: 0 },
  { share: 0.3, size: 10, missing: 0.2 },
];
const folder = mkdtempSync(join(tmpdir(), "robust-"));

const head = ["outliers", "size", "missing", "rank", "error", "support", "fit CPU s", "with certificate", "verdict"];
const peers = ["ScaledGD", "ours/ScaledGD", ...(pursuit ? ["ADMM (error)", "ours/ADMM"] : [])];
console.log(`| ${[...head, ...peers].join(" | ")} |\n|${"---|".repeat(head.length + peers.length)}`);
for (const plan of CASES) {
  for (const rank of [RANK, "auto"] as const) {
    const made = instance(plan);
    const file = join(folder, "instance");
    writeFileSync(file, Float64Array.from([...made.dense, ...made.truth]));
    const theirs = (method: string) =>
      execFileSync("python3", ["bench/robust-peers.py", file, `${SIDE}`, `${RANK}`, `${plan.share}`, method], {
        env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
        encoding: "utf8",
      })
        .trim()
        .split(" ")
        .map(Number);
    const full = plan.missing === 0;
    const ours: Awaited<ReturnType<typeof once>>[] = [];
    const scaled: number[] = [];
    for (let run = 0; run < Number(runs); run++) {
      ours.push(await once(made, rank));
      if (full) scaled.push(theirs("scaledgd")[2]);
    }
    const [last] = ours;
    const fit = median(ours.map((one) => one.fit));
    const admm = full && pursuit ? theirs("admm") : undefined;
    const cells = [
      ...[plan.share, plan.size, plan.missing, rank, last.error.toExponential(1), last.support ? "exact" : "not exact"],
      ...[fit.toFixed(2), median(ours.map((one) => one.all)).toFixed(2), last.verdict],
      ...(full ? [median(scaled).toFixed(2), (fit / median(scaled)).toFixed(2)] : ["–", "–"]),
      ...(admm ? [`${admm[2].toFixed(1)} (${admm[1].toExponential(0)})`, (fit / admm[2]).toFixed(3)] : []),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
rmSync(folder, { recursive: true });

function instance({ share, size, missing }: (typeof CASES)[number]) {
  const draw = random(1).fork("robust");
  const factor = () => Float64Array.from({ length: SIDE * RANK }, () => draw.gaussian());
  const [u, v] = [factor(), factor()];
  const truth = new Float64Array(SIDE * SIDE);
  const dense = new Float64Array(SIDE * SIDE);
  const support = new Set<number>();
  for (let k = 0; k < truth.length; k++) {
    const [i, j] = [Math.floor(k / SIDE), k % SIDE];
    for (let c = 0; c < RANK; c++) truth[k] += (u[i * RANK + c] * v[j * RANK + c]) / Math.sqrt(RANK);
    const wrong = draw.uniform() < share;
    const error = size * (2 * draw.uniform() - 1);
    const seen = draw.uniform() >= missing;
    dense[k] = seen ? truth[k] + (wrong ? error : 0) : Number.NaN;
    if (wrong && seen) support.add(k);
  }
  return { truth, dense, support };
}

async function once({ truth, dense, support }: ReturnType<typeof instance>, rank: number | "auto") {
  const begun = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1e6;
  };
  let fit = 0;
  const found = await separate(
    { dense, shape: [SIDE, SIDE] },
    {
      rank,
      observe() {
        fit = seconds();
      },
    },
  );
  const all = seconds();
  const { left, right } = found.model;
  let [wrong, size] = [0, 0];
  for (let k = 0; k < truth.length; k++) {
    const [i, j] = [Math.floor(k / SIDE), k % SIDE];
    let x = 0;
    for (let c = 0; c < left.columns; c++) x += left.data[i * left.columns + c] * right.data[j * left.columns + c];
    wrong += (x - truth[k]) ** 2;
    size += truth[k] ** 2;
  }
  const { rowIndex, columnIndex } = found.sparse;
  const exact = rowIndex.length === support.size && rowIndex.every((i, k) => support.has(i * SIDE + columnIndex[k]));
  return { error: Math.sqrt(wrong / size), support: exact, fit, all, verdict: found.verdict };
}

function median(list: number[]): number {
  return list.sort((a, b) => a - b)[list.length >> 1];
}
