import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { mostCells, planted, workplace } from "./program.ts";

const { folder, path, file, lowlands } = workplace();
const { triplets, wide } = planted(12, 9, mostCells);
const good = file("good.csv", triplets);
const table = file("table.csv", wide);
const fixture = (name: string) => new Uint8Array(readFileSync(resolve("test/fixtures/io", name)));
mkdirSync(path("a-folder"));
mkdirSync(path("mine"));
file("mine/thesis.txt", "years of work");
mkdirSync(path("earlier"));
file("earlier/report.json", "{}");

interface Case {
  readonly name: string;
  readonly words: readonly string[];
  /** What the sentence must say. */
  readonly says: RegExp;
  readonly argument?: string;
  readonly file?: string;
  readonly line?: number;
}

/** A case of `complete` on a file with this content. */
const content = (name: string, source: string, text: string | Uint8Array, says: RegExp, line?: number): Case => ({
  name,
  words: [file(source, text)],
  says,
  file: source,
  ...(line !== undefined && { line }),
});

const cases: Case[] = [
  { name: "a missing file", words: ["none.csv"], says: /none\.csv: expected a file, there is none/, file: "none.csv" },
  { name: "a file in a missing folder", words: ["no/x.csv"], says: /expected a file, there is none/, file: "no/x.csv" },
  { name: "a folder", words: ["a-folder"], says: /expected a file, this is a folder/, file: "a-folder" },
  content("an empty file", "empty.csv", "", /the file is empty/),
  content("a header alone", "header.csv", "user,item,rating\n", /expected rows of data after the header/),
  content("a column too many", "four.csv", `${triplets}\nu1,t1,3,4\n`, /line \d+: expected 3 columns, 4 came/, 83),
  content("a wide row too short", "short.csv", `${wide}\nr99,1,2\n`, /line 14: expected 10 columns, 3 came/, 14),
  content("NaN in triplets", "nan.csv", `${triplets}\nu1,t1,NaN\n`, /line 83: expected .*number.*NaN/, 83),
  content("an empty value in triplets", "blank.csv", `${triplets}\nu1,t1,\n`, /line 83: expected .*number/, 83),
  content("an infinite value", "inf.csv", `${triplets}\nu1,t1,inf\n`, /line 83: expected .*number.*inf/, 83),
  content("a word for a number", "word.csv", `${triplets}\nu1,t1,good\n`, /line 83: expected .*number.*good/, 83),
  content(
    "infinity in a wide table",
    "wide-inf.csv",
    wide.replace(/^r3,[^,]*/m, "r3,Inf"),
    /expected a finite number.*Inf/,
    5,
  ),
  {
    ...content("a pair with two values", "twice.csv", "u,i,rating\na,x,1\nb,y,2\na,x,3\n", /line 4: .*\("a", "x"\)/, 4),
    argument: "duplicates",
  },
  content("a cut npz", "cut.npz", fixture("sparse-csr.npz").subarray(0, 300), /expected/),
  content("a cut npy", "cut.npy", fixture("dense-f8.npy").subarray(0, 150), /expected/),
  content("a cut Parquet file", "cut.parquet", fixture("triplets-snappy.parquet").subarray(0, 500), /expected/),
  {
    ...content(
      "a table that could be either",
      "either.csv",
      "1,2,3\n4,5,6\n7,8,9\n",
      /--format triplets or --format wide/,
    ),
    argument: "format",
  },
  {
    name: "an unknown column",
    words: [good, "--columns", "user,item,stars"],
    says: /--columns: good\.csv: expected a column name .*"stars" came; the file has user, item, rating/,
    argument: "columns",
    file: "good.csv",
  },
  { name: "no file", words: [], says: /expected FILE/, argument: "file" },
  { name: "two files", words: [good, table], says: /expected one FILE for complete; got table\.csv too/ },
  {
    name: "an unknown option",
    words: [good, "--rnk", "3"],
    says: /--rnk: no option of complete; did you mean --rank\?/,
    argument: "rnk",
  },
  {
    name: "an option in camel case",
    words: [good, "--maxRank=3"],
    says: /did you mean --max-rank\?/,
    argument: "maxRank",
  },
  { name: "a negated option", words: [good, "--no-json"], says: /--no-json: no option/, argument: "no-json" },
  { name: "a short option", words: [good, "-r", "3"], says: /-r: no option of complete/, argument: "r" },
  { name: "an option without its value", words: [good, "--rank"], says: /--rank: expected a value/, argument: "rank" },
  {
    name: "an option for a value",
    words: [good, "--out", "--force"],
    says: /--out: expected a value; got --force/,
    argument: "out",
  },
  { name: "a value for a switch", words: [good, "--force=no"], says: /--force: expected no value/, argument: "force" },
  {
    name: "a choice that is none",
    words: [good, "--bias", "users"],
    says: /--bias: expected none, mean, rows, columns or both; got users/,
    argument: "bias",
  },
  {
    name: "a negative ridge",
    words: [good, "--ridge", "-1"],
    says: /--ridge: expected a number, 0 or more; got -1/,
    argument: "ridge",
  },
  {
    name: "ridge 0 without a rank",
    words: [good, "--ridge", "0"],
    says: /--ridge: expected .*--rank/,
    argument: "ridge",
  },
  {
    name: "a rank that is no number",
    words: [good, "--rank", "many"],
    says: /--rank: expected a whole number/,
    argument: "rank",
  },
  {
    name: "a fractional rank",
    words: [good, "--rank", "2.5"],
    says: /--rank: expected a whole number/,
    argument: "rank",
  },
  { name: "a rank above both sides", words: [good, "--rank", "10"], says: /--rank: .*9.*got 10/, argument: "rank" },
  {
    name: "a holdout of all",
    words: [good, "--holdout", "1"],
    says: /--holdout: expected .*below 1; got 1/,
    argument: "holdout",
  },
  { name: "a gap of 0", words: [good, "--gap", "0"], says: /--gap: expected .*above 0.*; got 0/, argument: "gap" },
  {
    name: "a time of 0",
    words: [good, "--max-seconds", "0"],
    says: /--max-seconds: .*above 0; got 0/,
    argument: "max-seconds",
  },
  {
    name: "an output folder that exists",
    words: [good, "--out", "earlier"],
    says: /--force or choose another with --out/,
    argument: "out",
    file: "earlier",
  },
  {
    name: "an output folder of somebody else, even with --force",
    words: [good, "--out", "mine", "--force"],
    says: /holds other files and is not replaced/,
    argument: "out",
    file: "mine",
  },
  {
    name: "an output folder in a missing one",
    words: [good, "--out", "no/where"],
    says: /expected the folder .*no to exist/,
    argument: "out",
    file: "no/where",
  },
  {
    name: "an output that is a file",
    words: [good, "--out", "table.csv"],
    says: /this is a file/,
    argument: "out",
    file: "table.csv",
  },
  {
    name: "a trace that exists",
    words: [good, "--trace", "table.csv"],
    says: /expected a new file, this one exists/,
    argument: "trace",
    file: "table.csv",
  },
  {
    name: "pairs that are not there",
    words: [good, "--predict", "none.csv"],
    says: /none\.csv: expected a file, there is none/,
    file: "none.csv",
  },
  {
    name: "pairs of an unknown id",
    words: [good, "--predict", file("pairs.csv", "u1,t1\nu1,t77\n")],
    says: /good\.csv.* no column "t77"/,
    argument: "predict",
    file: "pairs.csv",
  },
];

describe("complete refuses", () => {
  test.for(cases)("$name", ({ words, says, argument = null, file = null, line = null }) => {
    const before = readdirSync(folder, { recursive: true }).sort();
    const { status, stdout, stderr } = lowlands("complete", ...words, "--json");
    const { error } = JSON.parse(stdout);
    expect(error.message).toMatch(says);
    expect(error).toEqual({ message: error.message, argument, file, line });
    expect(stderr.endsWith(`lowlands: ${error.message}\n`)).toBe(true);
    expect(error.message).not.toContain("\n");
    expect(status).toBe(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  test("without --json, the sentence alone on standard error", () => {
    const outcome = lowlands("complete", "none.csv");
    expect(outcome).toMatchObject({
      status: 1,
      stdout: "",
      stderr: "lowlands: none.csv: expected a file, there is none\n",
    });
  });

  // Nobody may write there, root neither, who is told so by the attempt alone.
  test.skipIf(!existsSync("/sys"))("an output folder that cannot be written", () => {
    const { status, stdout, stderr } = lowlands(
      "complete",
      good,
      "--ridge",
      "1",
      "--rank",
      "1",
      "--out",
      "/sys/lowlands",
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^lowlands: --out: \/sys\/lowlands: .*(not writable|not allowed)/,
    );
    expect(existsSync("/sys/lowlands")).toBe(false);
  });

  test("a command that is none", () => {
    const { status, stderr } = lowlands("complte", good);
    const names = Object.keys(commands).join(", ");
    expect([status, stderr]).toEqual([1, `lowlands: expected a command (${names}); got complte\n`]);
  });
});
