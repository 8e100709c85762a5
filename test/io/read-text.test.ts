import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { read } from "../../io/index.ts";
import { denseView } from "./dense-view.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();
const ratings = [
  [null, 4.5, 3],
  [1, null, null],
  [null, -2.5e-3, 7],
];

describe("triplets", () => {
  const lines = [
    [7, 20, "4.5"],
    [2, 10, "1"],
    [7, 30, "+3"],
    [11, 30, "7."],
    [11, 20, "-.25e-2"],
  ];
  const rows = [2, 7, 11];
  const expected = [
    [1, null, null],
    [null, 4.5, 3],
    [null, -2.5e-3, 7],
  ];
  const forms: [string, string][] = [
    ["comma", lines.map((line) => line.join(",")).join("\n")],
    ["tab and a trailing line end", `${lines.map((line) => line.join("\t")).join("\n")}\n`],
    ["semicolon and CRLF", lines.map((line) => `${line.join(";")}\r\n`).join("")],
    ["pipe and a header", `user|item|rating\n${lines.map((line) => line.join("|")).join("\n")}`],
    ["double colon", lines.map((line) => `${line.join("::")}\n`).join("")],
    ["runs of spaces", lines.map((line) => `  ${line.join("   ")} \n`).join("")],
    ["comma and spaces", lines.map((line) => `${line.join(" , ")}\n`).join("")],
    ["byte-order mark and a header", `\ufeffuser,item,rating\n${lines.map((line) => line.join(",")).join("\n")}`],
    ["carriage returns alone", lines.map((line) => line.join(",")).join("\r")],
    ["comments, blank lines", `# made by hand\n%\n\n${lines.map((line) => line.join(",")).join("\n\n")}\n\n\n`],
    ["quotes", `"user","item","rating"\n${lines.map((line) => `"${line.join('","')}"`).join("\n")}`],
    ["a time stamp that nobody names", lines.map((line) => `${line.join("\t")}\t88125094${line[0]}`).join("\n")],
    ["R's row names", `"user" "item" "rating"\n${lines.map((line, k) => `"${k + 1}" ${line.join(" ")}`).join("\n")}`],
    [
      "other columns",
      `when,rating,"a, title",itemId,user_id\n${lines.map(([u, i, r]) => `5,${r},"x, y",${i},${u}`).join("\n")}`,
    ],
  ];
  test.for(forms)("%s", async ([name, text]) => {
    const path = file(`${name}.csv`, text);
    const table = await read(path);
    expect(table.shape).toBe("triplets");
    expect(table.rowIds).toEqual(rows);
    expect(table.columnIds).toEqual([10, 20, 30]);
    expect(denseView(table)).toEqual(expected);
    expect(table.source).toBe(path);
    expect(table.hash).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
    const zipped = file(`${name}.csv.gz`, gzipSync(text));
    const unzipped = await read(zipped);
    expect(unzipped.hash).toBe(createHash("sha256").update(readFileSync(zipped)).digest("hex"));
    expect({ ...unzipped, source: path, hash: table.hash }).toEqual(table);
  });

  test("zeros after a gzip file, as gzip itself takes them", async () => {
    const padded = Buffer.concat([gzipSync("user,item,rating\n1,2,3\n"), Buffer.alloc(3 << 20)]);
    const table = await read(file("padded.csv.gz", padded), { format: "triplets" });
    expect([...table.values]).toEqual([3]);
    expect(table.hash).toBe(createHash("sha256").update(padded).digest("hex"));
  });

  test("what was not used is said", async () => {
    const table = await read(file("ml.csv", "userId,movieId,rating,timestamp\n1,2,3,964982703\n1,3,4,964982703\n"));
    expect(table.names).toEqual({ row: "userId", column: "movieId", value: "rating" });
    expect(table.notes).toEqual([
      "Read as triplets: row, column and value from columns userId, movieId, rating (header line found).",
      "Not used: column timestamp.",
    ]);
  });

  test("ids are labels: what is written differently is different, and text sorts by code unit", async () => {
    const table = await read(file("labels.csv", 'user,item,rating\n007,"b ""x"", y",1\n7,Ab,2\n7,"two\nlines",3\n'));
    expect(table.rowIds).toEqual(["007", "7"]);
    expect(table.columnIds).toEqual(["Ab", 'b "x", y', "two\nlines"]);
    expect(denseView(table)).toEqual([
      [null, 1, null],
      [2, null, 3],
    ]);
  });

  test("ids beyond 2^53 and negative ones", async () => {
    const table = await read(file("large.csv", "user,item,rating\n9007199254740993,-5,1\n9007199254740992,3,2\n"));
    expect(table.rowIds).toEqual(["9007199254740992", "9007199254740993"]);
    expect(table.columnIds).toEqual([-5, 3]);
  });

  test("a quote or a word far down sends the file to the other path", async () => {
    const plain = Array.from({ length: 20_000 }, (_, k) => `${k % 300},${Math.floor(k / 300)},${k / 8}`);
    const table = await read(file("late.csv", `user,item,rating\n${plain.join("\n")}\n"late, one",5,0.5\n`));
    expect(table.rowIds.at(-1)).toBe("late, one");
    expect(table.values.length).toBe(20_001);
    expect(table.values.subarray(0, 20_000)).toEqual(Float64Array.from(plain, (_, k) => k / 8));
  });

  test("columns by name and by number", async () => {
    const path = file("chosen.csv", "a,b,c,d\n1,x,2.5,9\n2,y,1.5,8\n");
    for (const columns of [
      ["d", "b", "c"],
      ["4", "2", "3"],
    ]) {
      const table = await read(path, { columns });
      expect(table.rowIds).toEqual([8, 9]);
      expect(table.columnIds).toEqual(["x", "y"]);
      expect(denseView(table)).toEqual([
        [null, 1.5],
        [2.5, null],
      ]);
    }
  });

  test("repeats: equal ones stay, different ones by choice", async () => {
    const equal = await read(file("equal.csv", "user,item,rating\n1,1,3\n1,1,3.0\n1,2,4\n"));
    expect([...equal.values]).toEqual([3, 3, 4]);
    expect(equal.notes.at(-1)).toMatch(/^Pairs that came again with the same value: 1;/);
    const path = file("different.csv", "user,item,rating\n2,2,9\n1,1,3\n1,2,4\n1,1,6\n1,1,0\n");
    const mean = await read(path, { duplicates: "mean" });
    expect([mean.rows, mean.columns, mean.values].map((list) => [...list])).toEqual([
      [1, 0, 0],
      [1, 0, 1],
      [9, 3, 4],
    ]);
    const last = await read(path, { duplicates: "last" });
    expect([...last.values]).toEqual([9, 0, 4]);
  });

  test("progress is told, and a signal stops the reading", async () => {
    const path = file("signal.csv", "user,item,rating\n1,2,3\n");
    const seen: number[][] = [];
    await read(path, { onProgress: (done, all) => seen.push([done, all]) });
    expect(seen.at(-1)).toEqual([23, 23]);
    await expect(read(path, { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
  });
});

describe("wide tables", () => {
  const forms: [string, string, (string | number)[], (string | number)[]][] = [
    ["labels and header", "state,x,y,z\nA,,4.5,3\nB,1,NA,\nC,NaN,-2.5e-3,7\n", ["A", "B", "C"], ["x", "y", "z"]],
    [
      "years as header",
      "state,1928,1929,1930\nA,,4.5,3\nB,1,NA,\nC,null,-2.5e-3,7\n",
      ["A", "B", "C"],
      [1928, 1929, 1930],
    ],
    ["empty corner", ",x,y,z\n5,,4.5,3\n6,1,NA,\n9,N/A,-2.5e-3,7\n", [5, 6, 9], ["x", "y", "z"]],
    ["no labels", "x,y,z\n,4.5,3\n1,,\n?,-2.5e-3,7\n", [1, 2, 3], ["x", "y", "z"]],
    ["no header", "A,.,4.5,3\nB,1,,\nC,none,-2.5e-3,7\n", ["A", "B", "C"], [1, 2, 3]],
    ["R's table", '"x" "y" "z"\n"A" NA 4.5 3\n"B" 1 NA NA\n"C C" NA -2.5e-3 7\n', ["A", "B", "C C"], ["x", "y", "z"]],
    ["quotes", '"","x","y","z"\n"A","","4.5","3"\n"B","1","",""\n"C",,-2.5e-3,7', ["A", "B", "C"], ["x", "y", "z"]],
    ["tabs and CRLF", "id\tx\ty\tz\r\n1\t\t4.5\t3\r\n2\t1\t\t\r\n5\t\t-2.5e-3\t7\r\n", [1, 2, 5], ["x", "y", "z"]],
  ];
  test.for(forms)("%s", async ([name, text, rowIds, columnIds]) => {
    const table = await read(file(`${name}.csv`, text));
    expect(table.shape).toBe("wide");
    expect(table.rowIds).toEqual(rowIds);
    expect(table.columnIds).toEqual(columnIds);
    expect(denseView(table)).toEqual(ratings);
  });

  test("neither rows nor columns are sorted", async () => {
    const table = await read(file("order.csv", "name,z,a\nq,1,2\nb,3,\n"));
    expect(table.rowIds).toEqual(["q", "b"]);
    expect(table.columnIds).toEqual(["z", "a"]);
    expect(table.names.row).toBe("name");
  });

  test("one row, one column", async () => {
    expect(denseView(await read(file("row.csv", "name,a,b,c\nx,1,,3\n")))).toEqual([[1, null, 3]]);
    expect(denseView(await read(file("column.csv", "name,a\nx,1\ny,\nz,3\n")))).toEqual([[1], [null], [3]]);
  });

  test("lines longer than a chunk", async () => {
    const cells = Array.from({ length: 300_000 }, (_, k) => (k % 3 === 0 ? "" : String(k / 4)));
    const table = await read(
      file("long.csv", `r,${cells.map((_, k) => `c${k}`).join(",")}\na,${cells.join(",")}\nb,${cells.join(",")}\n`),
    );
    expect(table.columnIds.length).toBe(300_000);
    expect(table.values.length).toBe(400_000);
    expect(table.values[1]).toBe(0.5);
  });

  test("the same text can be forced into either shape", async () => {
    const path = file("either.csv", "1,2,5\n3,4,6\n");
    expect(denseView(await read(path, { format: "wide" }))).toEqual([
      [1, 2, 5],
      [3, 4, 6],
    ]);
    expect(denseView(await read(path, { format: "triplets" }))).toEqual([
      [5, null],
      [null, 6],
    ]);
  });
});
