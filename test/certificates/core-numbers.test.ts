import { expect, test } from "vitest";
import { coreNumbers, missingInCore } from "../../src/certificates/core-numbers.ts";
import { random } from "../../src/linalg/random.ts";
import { entrySampling } from "../../src/operators/index.ts";

/** Peels at every r: strikes out lines with fewer than r entries left, until none is. */
function peeled(rows: number, columns: number, cells: readonly (readonly [number, number])[]) {
  const cores = { rows: new Int32Array(rows), columns: new Int32Array(columns) };
  for (let r = 1; r <= Math.max(rows, columns); r++) {
    let left = cells;
    for (;;) {
      const current = left;
      const kept = current.filter(
        ([i, j]) => current.filter(([a]) => a === i).length >= r && current.filter(([, b]) => b === j).length >= r,
      );
      if (kept.length === left.length) break;
      left = kept;
    }
    for (const [i, j] of left) {
      cores.rows[i] = r;
      cores.columns[j] = r;
    }
  }
  return cores;
}

test("core numbers and the missing cells inside each core are those of peeling by hand", () => {
  for (let seed = 0; seed < 60; seed++) {
    const draw = random(seed).fork("cores");
    const [rows, columns] = [1 + draw.integer(9), 1 + draw.integer(9)];
    const share = draw.uniform();
    const all = Array.from({ length: rows * columns }, (_, c) => [Math.floor(c / columns), c % columns] as const);
    const cells = all.filter(() => draw.uniform() < share);
    const { pattern } = entrySampling({
      rows,
      columns,
      rowIndex: cells.map(([i]) => i),
      columnIndex: cells.map(([, j]) => j),
    });
    const cores = coreNumbers(pattern);
    const byHand = peeled(rows, columns, cells);
    expect(cores).toEqual(byHand);
    const missing = all.filter((cell) => !cells.includes(cell));
    const ranks = Math.min(rows, columns);
    expect(Array.from(missingInCore(pattern, cores, ranks))).toEqual(
      Array.from(
        { length: ranks },
        (_, k) => missing.filter(([i, j]) => byHand.rows[i] > k && byHand.columns[j] > k).length,
      ),
    );
  }
});
