import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  idPositions,
  type Prediction,
  pairs,
  read,
  writeCompleted,
  writePredictions,
  writeText,
} from "../../io/index.ts";
import { denseView } from "./dense-view.ts";
import { scratch } from "./scratch.ts";

const { folder, file } = scratch();
const text = (name: string) => readFileSync(join(folder, name), "utf8");

describe("predictions", () => {
  const predictions: Prediction[] = [
    { row: "a, b", column: 'say "x"', prediction: 0.1 + 0.2, determinedRank: 3 },
    { row: " padded", column: "", prediction: -1e-7, determinedRank: 0 },
  ];
  test("as CSV, and back as the pairs that they are for", async () => {
    await writePredictions(join(folder, "p.csv"), predictions, { row: "user", column: "item" });
    expect(text("p.csv")).toBe(
      'user,item,prediction,determined_rank\n"a, b","say ""x""",0.30000000000000004,3\n" padded",,-1e-7,0\n',
    );
    const numbered = [1, 2].map((row) => ({ row, column: 10 * row, prediction: row / 3, determinedRank: 1 }));
    await writePredictions(join(folder, "n.csv"), numbered);
    expect(text("n.csv").split("\n")[0]).toBe("row,column,prediction,determined_rank");
    const back = await pairs(join(folder, "n.csv"));
    expect([back.rowIds, back.columnIds, [...back.rows], [...back.columns]]).toEqual([
      [1, 2],
      [10, 20],
      [0, 1],
      [0, 1],
    ]);
  });

  test.for<(number | string)[]>([
    [7, 3],
    ["x", "y"],
  ])("as Parquet (%s)", async (ids) => {
    const path = join(folder, `${ids[0]}.parquet`);
    async function* drawn() {
      for (const row of ids) yield { row, column: `c${row}`, prediction: 0.1, determinedRank: 2 };
    }
    await writePredictions(path, drawn(), { row: "user", column: "item" });
    const table = await read(path, { columns: ["user", "item", "prediction"] });
    expect(new Set<number | string>(table.rowIds)).toEqual(new Set(ids));
    expect([...table.values]).toEqual([0.1, 0.1]);
    expect([...(await read(path, { columns: ["user", "item", "determined_rank"] })).values]).toEqual([2, 2]);
  });

  test("as many as there may be, drawn one by one", async () => {
    const count = 200_000;
    function* drawn() {
      for (let k = 0; k < count; k++) yield { row: k, column: k % 100, prediction: k / 7, determinedRank: 4 };
    }
    await writePredictions(join(folder, "many.csv"), drawn());
    const back = await read(join(folder, "many.csv"), { columns: ["row", "column", "prediction"] });
    expect(back.values).toEqual(Float64Array.from({ length: count }, (_, k) => k / 7));
    await writePredictions(join(folder, "many.parquet"), drawn());
    expect((await read(join(folder, "many.parquet"), { columns: ["row", "column", "prediction"] })).values).toEqual(
      back.values,
    );
  });

  test("no file is written over", async () => {
    await writeText(join(folder, "once.txt"), ["one"]);
    await expect(writeText(join(folder, "once.txt"), ["two"])).rejects.toThrow("EEXIST");
  });
});

describe("completed tables", () => {
  const value = (row: number, column: number) => 100 * row + column + 0.5;
  const complete = async (name: string, content: string | Uint8Array) => {
    const table = await read(file(name, content));
    const written = await writeCompleted(table, folder, value);
    return { table, written };
  };

  test("a CSV keeps its layout and the words of what was observed", async () => {
    const { written } = await complete(
      "wide.tsv",
      '# source\r\n"state, or so"\t1928\t1929\r\n"A, B"\t1.50\tNA\r\nC\t\t+2e0\r\n',
    );
    expect(written).toBe("completed.tsv");
    expect(text(written)).toBe("state, or so\t1928\t1929\r\nA, B\t1.50\t1.5\r\nC\t100.5\t+2e0\r\n");
  });

  test("R's layout, quotes where they are needed", async () => {
    const { written } = await complete("r.txt", '"x" "y y"\n"A A" NA 4.5\n"B" 1 NA\n');
    expect(text(written)).toBe('x "y y"\n"A A" 0.5 4.5\nB 1 101.5\n');
  });

  test("no labels, no header", async () => {
    const { written } = await complete("bare.csv", "1.5,,3\n,2.5,4\n7,8.5,9\n");
    expect(text(written)).toBe("1.5,1.5,3\n100.5,2.5,4\n7,8.5,9\n");
  });

  test("an array comes back as one", async () => {
    const { written, table } = await complete("array.npy", readFileSync("test/fixtures/io/dense-f4-fortran.npy"));
    expect(written).toBe("completed.npy");
    expect(denseView(table)[0][1]).toBeNull();
    expect(denseView(await read(join(folder, written)))).toEqual([
      [1.5, 1.5, -3.25],
      [4, 5, 102.5],
    ]);
  });

  test("a file that changed meanwhile is refused", async () => {
    const table = await read(file("changing.dat", "name,a,b\nx,1,\ny,2,3\n"));
    file("changing.dat", "name,a,b\nx,1,\ny,2,4\n");
    await expect(writeCompleted(table, folder, value)).rejects.toThrow("changing.dat: expected the file as it was");
  });
});

test("labels are found among others, numbers and text alike", () => {
  expect([...idPositions([7, 9], ["9", "x"])]).toEqual([-1, 0]);
  expect([...idPositions(["x", "9"], ["9", "x"])]).toEqual([1, 0]);
});
