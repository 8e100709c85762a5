import { kernelsFor, Memory } from "../src/kernels/index.ts";

/** What one thread of this machine does at best with these kernels: flops (float64 Cholesky updates) and bytes (copies). */
export function measuredRates(): { flops: number; bytes: number } {
  return { flops: best(cholesky), bytes: best(copy) };
}

function best(measure: () => number): number {
  return Math.max(...Array.from({ length: 5 }, measure));
}

/** Flops a second of the blocked Cholesky update at n = 1,000. */
function cholesky(): number {
  const n = 1_000;
  const memory = new Memory();
  const kernels = kernelsFor(memory);
  const a = memory.allocate("A", "float64", n * n);
  const data = memory.float64(a);
  for (let i = 0; i < n; i++) data[i * n + i] = n;
  const before = process.cpuUsage().user;
  for (let j = 0; j < n; j += 50) {
    kernels.potrf(j, j + 50, a.offset, n);
    kernels.potrfRows(j + 50, n, j, j + 50, a.offset, n);
  }
  return n ** 3 / 3 / ((process.cpuUsage().user - before) / 1e6);
}

/** Bytes read and written a second by a copy of 64 MB. */
function copy(): number {
  const from = new Float64Array(2 ** 23).fill(1);
  const to = new Float64Array(2 ** 23);
  const before = process.cpuUsage();
  for (let k = 0; k < 10; k++) to.set(from);
  const { user, system } = process.cpuUsage(before);
  return (10 * 2 * 8 * from.length) / ((user + system) / 1e6);
}
