import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InputError, type ReadOptions, read } from "../../io/index.ts";
import { denseView } from "./dense-view.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();
const fixture = (name: string) => `test/fixtures/io/${name}`;
const fault = async (path: string, options?: ReadOptions) => {
  const error = await read(path, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).file).toBe(path);
  return (error as InputError).fault;
};

const dense = [
  [1.5, null, -3.25],
  [4, 5, null],
];
const sparse = [
  [null, null, null, 1],
  [null, 3, null, null],
  [2.5, null, -4, null],
];

describe("NumPy arrays", () => {
  test.for(["f8", "f4-fortran", "f8-big", "f2"])("dense-%s.npy", async (kind) => {
    const table = await read(fixture(`dense-${kind}.npy`));
    expect(table.shape).toBe("array");
    expect([table.rowIds, table.columnIds]).toEqual([
      [0, 1],
      [0, 1, 2],
    ]);
    expect(denseView(table)).toEqual(dense);
  });
  test.for(["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])("dense-%s.npy", async (kind) => {
    expect(denseView(await read(fixture(`dense-${kind}.npy`)))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });
  test("booleans", async () => {
    expect(denseView(await read(fixture("dense-bool.npy")))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
  test("three columns as triplets", async () => {
    const table = await read(fixture("triplets.npy"), { format: "triplets" });
    expect([table.rowIds, table.columnIds]).toEqual([
      [3, 7],
      [10, 30],
    ]);
    expect(denseView(table)).toEqual([
      [2.5, null],
      [-1, 1.5],
    ]);
    expect((await read(fixture("triplets.npy"))).rowIds).toEqual([0, 1, 2]);
  });
  test("what is no table", async () => {
    expect(await fault(fixture("complex.npy"))).toBe(
      "expected real numbers or text, the array has complex numbers (c16), which no method here takes",
    );
    expect(await fault(fixture("objects.npy"))).toContain("Python objects");
    expect(await fault(fixture("vector.npy"))).toBe("expected an array with rows and columns, the shape (4) came");
    expect(await fault(fixture("cube.npy"))).toContain("the shape (2, 2, 2) came");
    expect(await fault(fixture("infinite.npy"))).toContain("Infinity came at row 0, column 1");
    expect(await fault(fixture("dense-f8.npy"), { format: "triplets" })).toContain("expected whole numbers as ids");
    expect(await fault(fixture("model-uv.npz"))).toContain("the file has the arrays U, V");
  });
});

describe("SciPy sparse matrices", () => {
  test.for(["coo", "csr", "csc"])("sparse-%s.npz", async (kind) => {
    const table = await read(fixture(`sparse-${kind}.npz`));
    expect(table.shape).toBe("triplets");
    expect(table.rowIds).toEqual([0, 1, 2]);
    expect(denseView(table)).toEqual(sparse);
  });
  test("a form that is not read", async () => {
    expect(await fault(fixture("sparse-bsr.npz"))).toContain("bsr came; convert it with .tocoo()");
  });
});

describe("MatrixMarket", () => {
  test("coordinates and array", async () => {
    const table = await read(fixture("coordinate.mtx"));
    expect([table.rowIds, table.columnIds]).toEqual([
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
    expect(denseView(table)).toEqual(sparse);
    expect(denseView(await read(fixture("array.mtx")))).toEqual(dense);
  });
  test("symmetric, skew-symmetric, pattern", async () => {
    expect(denseView(await read(fixture("symmetric.mtx")))).toEqual([
      [2, 1, null],
      [1, null, 3],
      [null, 3, null],
    ]);
    expect(denseView(await read(fixture("skew.mtx")))).toEqual([
      [null, -1],
      [1, null],
    ]);
    const ones = sparse.map((row) => row.map((value) => value && 1));
    expect(denseView(await read(fixture("pattern.mtx")))).toEqual(ones);
  });
  test("symmetric and skew-symmetric arrays list one triangle", async () => {
    const banner = "%%MatrixMarket matrix array real";
    expect(denseView(await read(file("s.mtx", `${banner} symmetric\n2 2\n1\n2\nnan\n`)))).toEqual([
      [1, 2],
      [2, null],
    ]);
    expect(denseView(await read(file("k.mtx", `${banner} skew-symmetric\n2 2\n2\n`)))).toEqual([
      [null, -2],
      [2, null],
    ]);
  });
  test("tabs, and an index with a sign, take the other path to the same table", async () => {
    const text = readFileSync(fixture("coordinate.mtx"), "utf8").replaceAll(/(?<=\d) (?=[\d-])/g, "\t");
    expect(denseView(await read(file("tabs.mtx", text)))).toEqual(sparse);
  });
});

describe("Parquet", () => {
  test.for(["snappy", "zstd", "gzip", "none"])("triplets-%s.parquet", async (codec) => {
    const table = await read(fixture(`triplets-${codec}.parquet`));
    expect([table.rowIds, table.columnIds]).toEqual([
      [3, 7],
      ["a", "b"],
    ]);
    expect(denseView(table)).toEqual([
      [2.5, null],
      [-1, 1.5],
    ]);
    expect(table.notes.at(-1)).toBe("Not used: column time.");
  });
  test("columns by name, ids that are times", async () => {
    const table = await read(fixture("triplets-none.parquet"), { columns: ["time", "item", "rating"] });
    expect(table.rowIds[0]).toBe("1970-01-01T00:00:01.000Z");
  });
  test("row groups, ids beyond 2^53", async () => {
    const table = await read(fixture("row-groups.parquet"));
    expect([...table.values]).toEqual(Array.from({ length: 30 }, (_, k) => k / 4));
    expect((await read(fixture("triplets-large-id.parquet"))).rowIds).toEqual(["1", String(2n ** 60n)]);
  });
  test("wide, with labels in a column or in pandas' index", async () => {
    const labelled = await read(fixture("wide-labels.parquet"), { format: "wide" });
    expect([labelled.rowIds, labelled.columnIds]).toEqual([
      ["x", "y"],
      ["a", "b"],
    ]);
    expect(denseView(labelled)).toEqual([
      [1, 3],
      [null, 4],
    ]);
    const indexed = await read(fixture("wide-index.parquet"), { format: "wide" });
    expect([indexed.rowIds, indexed.columnIds]).toEqual([
      ["Alabama", "Alaska"],
      [1928, 1929],
    ]);
    expect(denseView(indexed)).toEqual([
      [1.5, 2],
      [null, 4],
    ]);
  });
  test("what is wrong", async () => {
    expect(await fault(fixture("triplets-null.parquet"))).toBe(
      'expected a finite number in column "rating", an empty cell came in row 2',
    );
    expect(await fault(fixture("triplets-none.parquet"), { columns: ["user", "film", "rating"] })).toContain(
      '"film" came; the file has user, item',
    );
    expect(await fault(fixture("nested.parquet"))).toBe(
      'expected columns of numbers, column "user" holds lists or records',
    );
  });
});
