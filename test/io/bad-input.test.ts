import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { InputError, pairs, type ReadOptions, read } from "../../io/index.ts";
import { scratch } from "./scratch.ts";

const { folder, file } = scratch();

interface BadCase {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly line?: number;
  readonly says: string;
  readonly options?: ReadOptions;
  readonly argument?: string;
}

const head = "user,item,rating\n";
const mtx = "%%MatrixMarket matrix coordinate real general\n";
const bad: BadCase[] = [
  { name: "empty.csv", content: "", says: "expected rows of data, the file is empty" },
  { name: "blank.csv", content: "\n\n \n", says: "expected rows of data, the file has none" },
  { name: "comments.csv", content: "# nothing\n# here", says: "expected rows of data, the file has none" },
  { name: "header.csv", content: head, says: "expected rows of data after the header, the file has none" },
  { name: "short.csv", content: `${head}1,2,3\n\n1,3\n`, line: 4, says: "expected 3 columns, 2 came" },
  { name: "long.csv", content: `${head}1,2,3\n1,3,4,5\n`, line: 3, says: "expected 3 columns, 4 came" },
  {
    name: "nan.csv",
    content: `${head}1,2,3\n1,3,NaN\n`,
    line: 3,
    says: 'finite number in column "rating", "NaN" came',
  },
  {
    name: "no-value.csv",
    content: `${head}1,2,3\n1,3,\n`,
    line: 3,
    says: 'finite number in column "rating", an empty cell came',
  },
  {
    name: "no-id.csv",
    content: `${head}1,2,3\n,3,4\n`,
    line: 3,
    says: 'expected an id in column "user", an empty cell came',
  },
  {
    name: "nan-id.csv",
    content: `${head}1,2,3\n4,nan,4\n`,
    line: 3,
    says: 'expected an id in column "item", "nan" came',
  },
  {
    name: "inf.csv",
    content: `${head}1,2,3\n1,3,-inf\n`,
    line: 3,
    says: 'expected a finite number in column "rating", "-inf" came',
  },
  { name: "overflow.csv", content: `${head}1,2,3\n1,3,1e999\n`, line: 3, says: '"1e999" came' },
  { name: "word.csv", content: `${head}1,2,3\n1,3,four\n`, line: 3, says: '"four" came' },
  { name: "hex.csv", content: `${head}1,2,3\n1,3,0x10\n`, line: 3, says: '"0x10" came' },
  {
    name: "comma.csv",
    content: "user;item;rating\n1;2;3\n1;3;4,5\n",
    line: 3,
    says: '"4,5" came (decimals are written with a point)',
  },
  {
    name: "twice.csv",
    content: `${head}1,2,3\n1,3,4\n1,2,5\n`,
    line: 4,
    says: "expected one value for the pair (1, 2), 5 came after 3 on line 2; choose with --duplicates mean or last",
    argument: "duplicates",
  },
  {
    name: "twice-text.csv",
    content: `# c\n${head}a,"x\ny",3\n\na,z,4\na,"x\ny",5\n`,
    line: 7,
    says: "5 came after 3 on line 3",
    argument: "duplicates",
  },
  { name: "either.csv", content: "1,2,3\n4,5,6\n", says: "--format triplets or --format wide", argument: "format" },
  { name: "neither.csv", content: "a,b,c\nd,e,f\ng,h,i\n", says: "it looks like neither", argument: "format" },
  {
    name: "two.csv",
    content: "1,2\n3,4\n",
    line: 1,
    says: "expected three columns (row, column, value), 2 came",
    options: { format: "triplets" },
  },
  {
    name: "unknown.csv",
    content: `${head}1,2,3\n`,
    says: 'expected a column name or a number from 1 to 3, "stars" came; the file has user, item, rating',
    options: { columns: ["user", "item", "stars"] },
    argument: "columns",
  },
  {
    name: "same.csv",
    content: `${head}1,2,3\n`,
    says: "three different columns",
    options: { columns: ["1", "1", "3"] },
    argument: "columns",
  },
  {
    name: "few.csv",
    content: `${head}1,2,3\n`,
    says: "expected three columns (row,column,value), 2 came",
    options: { columns: ["1", "2"] },
    argument: "columns",
  },
  {
    name: "quote.csv",
    content: `${head}1,"2,3\n4,5,6\n`,
    line: 2,
    says: "expected a quoted field to end with a quote",
  },
  {
    name: "quote-within.csv",
    content: `${head}1,2,3\n1,"2"x,3\n`,
    line: 3,
    says: "expected a quoted field to end with a quote",
  },
  {
    name: "latin1.csv",
    content: Buffer.from(`${head}1,2,3\nJosé,2,3\n`, "latin1"),
    line: 3,
    says: "expected UTF-8 text",
  },
  { name: "utf16.csv", content: Buffer.from(`\ufeff${head}1,2,3\n`, "utf16le"), says: "UTF-16 text; save it as UTF-8" },
  {
    name: "binary.csv",
    content: Uint8Array.from({ length: 300 }, (_, k) => (k * 37) % 256),
    says: "a binary file of no known format",
  },
  { name: "hdf.csv", content: Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), says: "this is an HDF5 file" },
  {
    name: "wide-inf.csv",
    content: "name,a,b\nx,1,2\ny,,Inf\n",
    line: 3,
    says: 'expected a finite number or a blank in column 3, "Inf" came',
  },
  { name: "wide-word.csv", content: "name,a,b\nx,1,\ny,2,3\nz,two,4\n", line: 4, says: 'column 2, "two" came' },
  { name: "wide-ragged.csv", content: "name,a,b\nx,1,\ny,2\nz,2,4\n", line: 3, says: "expected 3 columns, 2 came" },
  {
    name: "wide-rows.csv",
    content: "name,a,b\nx,1,\ny,2,3\nx,2,4\n",
    line: 4,
    says: '"x" came a second time',
    options: { format: "wide" },
  },
  { name: "wide-columns.csv", content: "name,a,a\nx,1,\ny,2,3\n", line: 1, says: '"a" came twice' },
  { name: "wide-no-label.csv", content: "name,a,b\nx,1,\n,2,3\n", line: 3, says: "expected a row label in column 1" },
  {
    name: "wide-blank.csv",
    content: "name,a,b\nx,,NA\ny,,\n",
    says: "every cell is blank",
    options: { format: "wide" },
  },
  { name: "labels.csv", content: "x\ny\nz\n", line: 1, says: '"x" came', options: { format: "wide" } },
  {
    name: "cut.csv.gz",
    content: gzipSync(`${head}1,2,3\n`).subarray(0, 30),
    says: "expected a whole gzip file, it ends too early",
  },
  {
    name: "damaged.csv.gz",
    content: gzipSync(`${head}1,2,3\n`).fill(255, 12, 20),
    says: "expected gzip data, what came is damaged",
  },
  {
    name: "followed.csv.gz",
    content: Buffer.concat([gzipSync(`${head}1,2,3\n`), Buffer.from("more")]),
    says: "expected gzip data, what came is damaged",
  },
  { name: "quotes.csv", content: '""\n', says: "expected rows of data, the file has none" },
  { name: "text.npy", content: head, says: "expected a .npy file, its first bytes are something else" },
  { name: "text.mtx", content: head, says: "does not begin with %%MatrixMarket" },
  {
    name: "chosen.mtx",
    content: `${mtx}2 2 1\n1 1 1\n`,
    says: "this is mtx",
    options: { columns: ["1", "2", "3"] },
    argument: "columns",
  },
  {
    name: "complex.mtx",
    content: "%%MatrixMarket matrix coordinate complex general\n2 2 1\n1 1 1 1\n",
    line: 1,
    says: "complex came",
  },
  {
    name: "vector.mtx",
    content: "%%MatrixMarket vector coordinate real general\n2 1\n",
    line: 1,
    says: "expected %%MatrixMarket matrix",
  },
  { name: "sizeless.mtx", content: `${mtx}% nothing\n`, says: "expected a line with the size" },
  { name: "size.mtx", content: `${mtx}2 x 1\n`, line: 2, says: "expected rows, columns and entries" },
  { name: "huge.mtx", content: `${mtx}2000000000 2 1\n1 1 1\n`, says: "expected at most 16777216 rows" },
  {
    name: "count.mtx",
    content: `${mtx}%\n2 2 3\n1 1 1\n2 2 1\n`,
    line: 3,
    says: "expected 3 entries, as the size line says, 2 came",
  },
  {
    name: "range.mtx",
    content: `${mtx}2 2 2\n1 1 1\n1 3 1\n`,
    line: 4,
    says: 'expected a column number from 1 to 2, "3" came',
  },
  { name: "zero.mtx", content: `${mtx}2 2 1\n0 1 1\n`, line: 3, says: 'expected a row number from 1 to 2, "0" came' },
  { name: "value.mtx", content: `${mtx}2 2 1\n1 1 x\n`, line: 3, says: 'expected a finite number, "x" came' },
  { name: "fields.mtx", content: `${mtx}2 2 1\n1 1\n`, line: 3, says: "expected 3 numbers, 2 came" },
  {
    name: "twice.mtx",
    content: `${mtx}2 2 2\n1 1 1\n1 1 2\n`,
    line: 4,
    says: "2 came after 1 on line 3",
    argument: "duplicates",
  },
  {
    name: "oblong.mtx",
    content: "%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 1\n",
    line: 2,
    says: "expected a square matrix",
  },
  { name: "array.mtx", content: "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n", says: "only 3 came" },
  {
    name: "array-more.mtx",
    content: "%%MatrixMarket matrix array real general\n1 2\n1\n2\n3\n",
    line: 5,
    says: "expected 2 values, more came",
  },
  {
    name: "array-word.mtx",
    content: "%%MatrixMarket matrix array real general\n1 2\n1\nx\n",
    line: 4,
    says: '"x" came',
  },
];

describe("read names file, line and what came", () => {
  test.for(bad)("$name: $says", async ({ name, content, line, says, options, argument }) => {
    const path = file(name, content);
    const error = await read(path, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    const { message, file: where, line: at, argument: option } = error as InputError;
    expect(message).toContain(says);
    expect(message.startsWith(at === undefined ? `${path}: expected` : `${path}, line ${at}: expected`)).toBe(true);
    expect(message).not.toContain("\n");
    expect({ where, at, option }).toEqual({ where: path, at: line, option: argument });
  });
});

test("a missing file, a folder, a pipe", async () => {
  await expect(read(join(folder, "none.csv"))).rejects.toThrow("none.csv: expected a file, there is none");
  mkdirSync(join(folder, "folder.csv"));
  await expect(read(join(folder, "folder.csv"))).rejects.toThrow("folder.csv: expected a file, this is a folder");
  await expect(read("/dev/null")).rejects.toThrow("/dev/null: expected a regular file");
});

test("pairs", async () => {
  await expect(pairs(file("one.csv", "user\n1\n"))).rejects.toThrow(
    "line 1: expected two columns (row, column), 1 came",
  );
  await expect(pairs(file("none.csv", "user,item\n"))).rejects.toThrow("expected pairs of ids, the file has none");
  await expect(pairs(file("ragged.csv", "user,item\n1,2\n3\n"))).rejects.toThrow("line 3: expected 2 columns, 1 came");
  await expect(pairs(file("hole.csv", "user,item\n1,2\n3,\n"))).rejects.toThrow(
    "line 3: expected an id in column 2, an empty cell came",
  );
  await expect(pairs(file("array.npy", "\x93NUMPY"))).rejects.toThrow("expected");
});
