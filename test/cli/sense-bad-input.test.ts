import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { modelBytes } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { random } from "../../src/index.ts";
import { workplace } from "./program.ts";

const { folder, path, file, lowlands } = workplace();
const [m, n, p] = [12, 9, 150];
const draw = random(3);
const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const npy = (shape: readonly number[], data: Float64Array) => npyBytes({ shape, data });
const matrices = gaussian(p * m * n);
const measured = gaussian(p);
file("operator.npy", npy([p, m, n], matrices));
file("flat.npy", npy([p, m * n], matrices));
file("observed.npy", npy([p], measured));
const small = { rows: 1, columns: 1, data: Float64Array.of(2) };
file("small.npz", modelBytes({ left: small, right: small }));

describe("sense refuses", () => {
  // The header of complex numbers on the bytes of twice as many real ones.
  const real = Buffer.from(npy([1, 2, 2], new Float64Array(8))).toString("latin1");
  const complex = Buffer.from(real.replace("'<f8', ", "'<c16',"), "latin1");
  file("complex.npy", complex);
  file("nan.npy", npy([1, 2, 2], Float64Array.of(1, Number.NaN, 3, 4)));
  file("four-axes.npy", npy([1, 2, 2, 1], new Float64Array(4)));
  file("no-measurement.npy", npy([0, 2, 2], new Float64Array(0)));
  file("short.npy", npy([p - 1], measured.subarray(1)));
  file("square.npy", npy([15, 10], measured));
  file("bad.csv", "1\n2\nNaN\n");
  file("two-columns.csv", "1,2\n3,4\n");
  file("words.json", '["a"]');
  file("object.json", '{"y": 1}');
  file("empty.json", "[]");
  file("empty.csv", "");
  file("unknown.json", '{"operator": "gausian", "rows": 3}');
  file("none.json", '{"rows": 3}');
  file("list.json", "[1, 2]");
  file("broken.json", '{"operator": ');
  file("incomplete.json", '{"operator": "gaussianSensing", "rows": 3, "columns": 2, "measurements": 0, "seed": 1}');
  file("lost.json", '{"operator": "rankOneSensing", "left": "lost.npy", "right": "lost.npy"}');

  const cases: [name: string, words: string[], says: RegExp, argument: string | null, file: string | null][] = [
    ["a missing operator", ["none.npy", "observed.npy"], /none\.npy: expected a file, there is none/, null, "none.npy"],
    [
      "missing observations",
      ["operator.npy", "none.npy"],
      /none\.npy: expected a file, there is none/,
      null,
      "none.npy",
    ],
    ["one file", ["operator.npy"], /expected OBSERVED/, "observed", null],
    ["complex numbers", ["complex.npy", "observed.npy"], /complex numbers \(c16\)/, null, "complex.npy"],
    [
      "NaN in the operator",
      ["nan.npy", "observed.npy"],
      /expected finite numbers, NaN came at \(0, 0, 1\)/,
      null,
      "nan.npy",
    ],
    ["four axes", ["four-axes.npy", "observed.npy"], /shape \(1, 2, 2, 1\) came/, null, "four-axes.npy"],
    ["no measurement", ["no-measurement.npy", "observed.npy"], /at least one measurement/, null, "no-measurement.npy"],
    [
      "too few observations",
      ["operator.npy", "short.npy"],
      /expected 150 numbers, one a measurement of operator\.npy; 149 came/,
      null,
      "short.npy",
    ],
    ["observations of two axes", ["operator.npy", "square.npy"], /shape \(15, 10\) came/, null, "square.npy"],
    [
      "NaN in the observations",
      ["operator.npy", "bad.csv"],
      /line 3: expected a finite number, "NaN" came/,
      null,
      "bad.csv",
    ],
    ["two columns", ["operator.npy", "two-columns.csv"], /expected one number a line/, null, "two-columns.csv"],
    ["words", ["operator.npy", "words.json"], /expected finite numbers, "a" came at place 0/, null, "words.json"],
    ["an object of observations", ["operator.npy", "object.json"], /expected/, null, "object.json"],
    ["no observation", ["operator.npy", "empty.json"], /at least one number/, null, "empty.json"],
    ["an empty file", ["operator.npy", "empty.csv"], /the file is empty/, null, "empty.csv"],
    [
      "an unknown operator",
      ["unknown.json", "observed.npy"],
      /one of .*entrySampling.*gaussianSensing.*; "gausian" came/,
      null,
      "unknown.json",
    ],
    ["no operator's name", ["none.json", "observed.npy"], /one of .*; there is none/, null, "none.json"],
    ["a list", ["list.json", "observed.npy"], /expected a JSON object/, null, "list.json"],
    ["broken JSON", ["broken.json", "observed.npy"], /it cannot be read/, null, "broken.json"],
    [
      "an option out of range",
      ["incomplete.json", "observed.npy"],
      /gaussianSensing: measurements: expected a whole number from 1/,
      null,
      "incomplete.json",
    ],
    [
      "a lost array",
      ["lost.json", "observed.npy"],
      /lost\.npy: expected a file, there is none/,
      null,
      path("lost.npy"),
    ],
    [
      "a shape that does not fit",
      ["flat.npy", "observed.npy", "--shape", "9,9"],
      /expected 81 numbers a measurement/,
      "shape",
      "flat.npy",
    ],
    [
      "a shape that is none",
      ["flat.npy", "observed.npy", "--shape", "12"],
      /--shape: expected rows,columns/,
      "shape",
      null,
    ],
    [
      "a rank above the smaller side",
      ["operator.npy", "observed.npy", "--rank", "10"],
      /--rank: .*from 1 to 9.*got 10/,
      "rank",
      null,
    ],
    [
      "an unknown solver",
      ["operator.npy", "observed.npy", "--solver", "lbfg"],
      /--solver: expected one of auto, .*; got lbfg; did you mean lbfgs\?/,
      "solver",
      null,
    ],
    [
      "an unknown rival",
      ["operator.npy", "observed.npy", "--compare", "lbfgs,newton"],
      /--compare: expected one of .*; got newton/,
      "compare",
      null,
    ],
    [
      "a solver that does not suit",
      ["operator.npy", "observed.npy", "--ridge", "1", "--solver", "gaussNewtonMatrixRecovery"],
      /--solver: gaussNewtonMatrixRecovery: expected .*/,
      "solver",
      null,
    ],
    [
      "a start that is none",
      ["operator.npy", "observed.npy", "--start", "warm"],
      /--start: expected auto, spectral, beliefs, random, small or a model\.npz; got warm/,
      "start",
      null,
    ],
    [
      "a model of another size",
      ["operator.npy", "observed.npy", "--start", "small.npz"],
      /--start: expected factors of 12 and 9 rows/,
      "start",
      null,
    ],
    [
      "a matrix that is not square, to be symmetric",
      ["operator.npy", "observed.npy", "--symmetric"],
      /--symmetric: expected a square matrix; got 12×9/,
      "symmetric",
      null,
    ],
  ];

  test.for(cases)("%s", ([, words, says, argument, file]) => {
    const rank = words.includes("--rank") ? [] : ["--rank", "2"];
    const before = readdirSync(folder, { recursive: true }).sort();
    const { status, stdout, stderr } = lowlands("sense", ...words, ...rank, "--json", "--out", "refused");
    const { error } = JSON.parse(stdout);
    expect(error.message).toMatch(says);
    expect([error.argument, error.file]).toEqual([argument, file]);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(`lowlands: ${error.message}`);
    expect(error.message).not.toContain("\n");
    expect(status).toBe(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  test("neither rank nor ridge", () => {
    const { stderr } = lowlands("sense", "operator.npy", "observed.npy");
    expect(stderr).toBe(
      "lowlands: --rank: expected --rank k, or --ridge λ above 0 (the rank then grows); got neither\n",
    );
    expect(existsSync(path("refused"))).toBe(false);
  });
});
