/**
 * The built kernels beside the reference: `npx tsx bench/kernels.ts [name …]`. Process CPU time, since the machine is
 * shared; medians of repeats in which the kernels take turns, so that a busy moment falls on all of them.
 */
import {
  type Block,
  type BlockType,
  type Kernels,
  Memory,
  referenceKernels,
  wasmKernels,
} from "../src/kernels/index.ts";

interface Case {
  readonly name: string;
  readonly unit: "GF/s" | "GB/s";
  /** Floating-point operations or bytes of one call. */
  readonly work: number;
  /** One call, over the first `share` of the rows. */
  run(kernels: Kernels, share: number): void;
  /** The share of the rows that the slow reference is given, and its time multiplied up from; 1 where not said. */
  readonly referenceShare?: number;
}

const ROWS = 20_000;
const COLUMNS = 10_000;
const PER_ROW = 100;
const memory = new Memory(2 ** 28);
let state = 1;
const cases: Case[] = [];

function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return (state >>> 0) / 4294967296;
}

function block(type: BlockType, length: number, number: (at: number) => number): Block {
  const made = memory.allocate("bench", type, length);
  const view = type === "int32" ? memory.int32(made) : memory.floats(made);
  for (let at = 0; at < length; at++) view[at] = number(at);
  return made;
}

function pattern(perRow: number): { start: Block; index: Block; entries: number } {
  return {
    start: block("int32", ROWS + 1, (i) => perRow * i),
    index: block("int32", ROWS * perRow, () => Math.floor(COLUMNS * random())),
    entries: ROWS * perRow,
  };
}

function factorCases(precision: "float64" | "float32"): void {
  const bytes = precision === "float64" ? 8 : 4;
  const { start, index, entries } = pattern(PER_ROW);
  const values = block(precision, entries, random);
  const out = block(precision, entries, () => 0);
  for (const rank of [16, 32, 72]) {
    const left = block(precision, ROWS * rank, () => random() - 0.5);
    const right = block(precision, COLUMNS * rank, () => random() - 0.5);
    const ridge = block("float64", rank, () => 1);
    const none = block("float64", rank, () => 0);
    const scratch = block("float64", wasmKernels(memory)[precision].rowSolveScratch(rank, rank) / 8, () => 0);
    cases.push(
      {
        name: `sddmm ${rank} ${precision}`,
        unit: "GF/s",
        work: 2 * entries * rank,
        run: (k) =>
          k[precision].sddmm(
            0,
            ROWS,
            start.offset,
            index.offset,
            values.offset,
            left.offset,
            right.offset,
            rank,
            out.offset,
          ),
      },
      {
        name: `spmm ${rank} ${precision}`,
        unit: "GF/s",
        work: 2 * entries * rank,
        run: (k) =>
          k[precision].spmm(0, ROWS, start.offset, index.offset, values.offset, right.offset, rank, left.offset),
      },
    );
    const solve = (name: string, perRow: number, lines: { start: Block; index: Block }, rows: number) =>
      cases.push({
        name: `${name} ${rank} ${precision}`,
        unit: "GF/s",
        work: rows * (perRow * rank * (rank + 1) + rank ** 3 / 3),
        referenceShare: 0.02,
        run: (k, share) =>
          void k[precision].rowSolve(
            0,
            rows * share,
            lines.start.offset,
            lines.index.offset,
            0,
            values.offset,
            right.offset,
            rank,
            0,
            rank,
            -1,
            0,
            ridge.offset,
            none.offset,
            0,
            left.offset,
            0,
            scratch.offset,
          ),
      });
    solve("rowSolve", PER_ROW, { start, index }, rank > 32 ? ROWS / 4 : ROWS);
    if (rank === 72) solve("rowSolve, 10 entries", 10, pattern(10), ROWS);
  }
  cases.push({
    name: `gather ${precision}`,
    unit: "GB/s",
    work: entries * (2 * bytes + 4),
    run: (k) => k[precision].gather(0, entries, values.offset, index.offset, out.offset),
  });
}

function denseCases(): void {
  const { start, index, entries } = pattern(PER_ROW);
  const values = block("float64", entries, random);
  const x = block("float64", COLUMNS, random);
  const rows = block("float64", ROWS, () => 0);
  cases.push({
    name: "spmv",
    unit: "GF/s",
    work: 2 * entries,
    run: (k) => k.spmv(0, ROWS, start.offset, index.offset, values.offset, x.offset, rows.offset),
  });
  for (const rank of [16, 72]) {
    const left = block("float64", ROWS * rank, random);
    const right = block("float64", ROWS * rank, random);
    const small = block("float64", rank * rank, random);
    cases.push(
      {
        name: `gramian ${rank}`,
        unit: "GF/s",
        work: 2 * ROWS * rank * rank,
        run: (k) => k.gramian(0, ROWS, left.offset, rank, right.offset, rank, small.offset),
      },
      {
        name: `multiply ${rank}`,
        unit: "GF/s",
        work: 2 * ROWS * rank * rank,
        run: (k) => k.multiply(0, ROWS, left.offset, rank, small.offset, rank, right.offset),
      },
    );
  }
  for (const n of [500, 2000]) {
    const matrix = block("float64", n * n, (at) => (at % (n + 1) === 0 ? 2 : 1 / n));
    const a = block("float64", n * n, () => 0);
    cases.push({
      name: `potrf ${n}`,
      unit: "GF/s",
      work: n ** 3 / 3,
      run: (k) => {
        memory.float64(a).set(memory.float64(matrix));
        for (let j = 0; j < n; j += 64) {
          const end = Math.min(j + 64, n);
          if (k.potrf(j, end, a.offset, n) >= 0) throw new Error("bug: the matrix is positive definite");
          k.potrfRows(end, n, j, end, a.offset, n);
        }
      },
    });
  }
}

function transformCases(precision: "float64" | "float32"): void {
  const [rows, columns] = [2 ** 9, 2 ** 13];
  const bytes = precision === "float64" ? 8 : 4;
  const x = block(precision, rows * columns, () => 0);
  const signs = block("int32", (rows * columns) / 32, () => 2 ** 32 * random());
  const scratch = block("float64", wasmKernels(memory)[precision].fwhtScratch(rows) / 8, () => 0);
  const pass = { unit: "GB/s", work: 2 * bytes * rows * columns, referenceShare: 1 / 32 } as const;
  cases.push(
    {
      ...pass,
      name: `fwhtRows ${precision}`,
      run: (k, share) => k[precision].fwhtRows(0, rows * share, columns, x.offset),
    },
    {
      ...pass,
      name: `fwhtColumns ${precision}`,
      run: (k, share) => k[precision].fwhtColumns(0, columns * share, rows, columns, x.offset, scratch.offset),
    },
    {
      ...pass,
      name: `flipSigns ${precision}`,
      run: (k, share) => k[precision].flipSigns(0, rows * columns * share, signs.offset, x.offset),
    },
  );
}

/** CPU seconds of one call, from a share of it. */
function seconds({ run }: Case, kernels: Kernels, share: number): number {
  const before = process.cpuUsage();
  run(kernels, share);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / share;
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1];
}

factorCases("float64");
factorCases("float32");
denseCases();
transformCases("float64");
transformCases("float32");
const wanted = process.argv.slice(2);
const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
const [built, reference] = [wasmKernels(memory), referenceKernels(memory)];
const times = chosen.map((): { built: number[]; reference: number[] } => ({ built: [], reference: [] }));
for (let repeat = 0; repeat < 9; repeat++) {
  chosen.forEach((one, at) => {
    times[at].built.push(seconds(one, built, 1));
    if (repeat % 3 === 0) times[at].reference.push(seconds(one, reference, one.referenceShare ?? 1));
  });
}
console.log(`${"kernel".padEnd(32)}${"rate".padStart(8)}       ${"built".padStart(9)}${"reference".padStart(12)}`);
chosen.forEach(({ name, unit, work }, at) => {
  const [fast, slow] = [median(times[at].built), median(times[at].reference)];
  const rate = (work / fast / 1e9).toFixed(1).padStart(8);
  const milliseconds = (time: number) => `${(1e3 * time).toFixed(1)} ms`;
  console.log(`${name.padEnd(32)}${rate} ${unit}  ${milliseconds(fast).padStart(9)}${milliseconds(slow).padStart(12)}`);
});
