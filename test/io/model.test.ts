import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { type FactorModel, InputError, modelBytes, readModel } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { scratch } from "./scratch.ts";

const { file } = scratch();
const fixture = (name: string) => `test/fixtures/io/${name}`;
const left = { rows: 3, columns: 2, data: Float64Array.of(0, 1, 2, 3, 4, 5) };
const right = { rows: 4, columns: 2, data: Float64Array.from({ length: 8 }, (_, k) => k / 4) };
const whole: FactorModel = {
  left,
  right,
  mean: 3.5,
  rowBias: Float64Array.of(0, 1, -2),
  columnBias: Float64Array.of(0, 1e-300, -0, 3),
  rowIds: ["a", "Zoë", "日本 😀"],
  columnIds: [10, -20, 2 ** 53 - 1, 0],
  ridge: 0.25,
  biasRidge: 4,
  meta: { seed: 7, version: "0.1.0", nested: { list: [1, "é"] } },
};
const fault = async (paths: Parameters<typeof readModel>[0]) => {
  const error = await readModel(paths).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
};

describe("our own files", () => {
  test("come back as they were, part by part", async () => {
    expect(await readModel(file("whole.npz", modelBytes(whole)))).toEqual(whole);
    expect(await readModel(file("bare.npz", modelBytes({ left, right })))).toEqual({ left, right });
  });

  test("scales and core numbers come back", async () => {
    const scaled: FactorModel = {
      left,
      right,
      rowScale: Float64Array.of(1, 0.1, 1e6),
      columnScale: Float64Array.of(1, 2, 3, 4),
      rowCore: Float64Array.of(2, 1, 0),
      columnCore: Float64Array.of(2, 2, 1, 0),
    };
    expect(await readModel(file("scaled.npz", modelBytes(scaled)))).toEqual(scaled);
  });

  test("mean and biases alone are a model of rank 0", async () => {
    const none = { columns: 0, data: new Float64Array(0) };
    const biases: FactorModel = { left: { rows: 2, ...none }, right: { rows: 3, ...none }, mean: 1 };
    expect(await readModel(file("biases.npz", modelBytes(biases)))).toEqual(biases);
  });

  test("the same model gives the same bytes, in any time zone", () => {
    const once = modelBytes(whole);
    const zone = process.env.TZ;
    process.env.TZ = "Asia/Tokyo";
    const again = modelBytes(whole);
    process.env.TZ = zone ?? "UTC";
    expect(Buffer.compare(once, again)).toBe(0);
  });

  test("the version stands first in the meta text", () => {
    const text = Buffer.from(modelBytes(whole)).toString("latin1").replaceAll("\0", "");
    expect(text).toContain('{"version":"0.1.0","seed":7');
  });

  test("cut anywhere, they are refused", async () => {
    const bytes = modelBytes(whole);
    for (let length = 1; length < bytes.length; length += 97) {
      expect(await fault(file("cut.npz", bytes.subarray(0, length)))).toMatch(/cut\.npz: expected/);
    }
  });
});

const python = spawnSync("python3", ["-c", "import numpy"]).status === 0;
test.skipIf(!python)("NumPy opens model.npz without pickle", () => {
  const path = file("numpy.npz", modelBytes(whole));
  const script = [
    "import sys, json, numpy as np",
    "m = np.load(sys.argv[1], allow_pickle=False)",
    "print(json.dumps({k: [str(m[k].dtype), m[k].shape, m[k].tolist()] for k in m.files}))",
  ].join("\n");
  const { stdout, stderr } = spawnSync("python3", ["-c", script, path], { encoding: "utf8" });
  expect(stderr).toBe("");
  const { meta, ...parts } = JSON.parse(stdout);
  expect(parts).toEqual({
    left: [
      "float64",
      [3, 2],
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
    ],
    right: [
      "float64",
      [4, 2],
      [
        [0, 0.25],
        [0.5, 0.75],
        [1, 1.25],
        [1.5, 1.75],
      ],
    ],
    mean: ["float64", [], 3.5],
    row_bias: ["float64", [3], [0, 1, -2]],
    column_bias: ["float64", [4], [0, 1e-300, -0, 3]],
    row_ids: ["<U4", [3], ["a", "Zoë", "日本 😀"]],
    column_ids: ["int64", [4], [10, -20, 2 ** 53 - 1, 0]],
    ridge: ["float64", [], 0.25],
    bias_ridge: ["float64", [], 4],
  });
  expect(JSON.parse(meta[2])).toEqual(whole.meta);
});

describe("files of other tools", () => {
  test.for(["model-uv.npz", "model-implicit.npz", "model-transposed.npz"])("%s", async (name) => {
    expect(await readModel(fixture(name))).toEqual({ left, right });
  });
  test("u, d and v: d goes into the left factor", async () => {
    const scaled = { ...left, data: Float64Array.of(0, 0.5, 6, 1.5, 12, 2.5) };
    expect(await readModel(fixture("model-udv.npz"))).toEqual({ left: scaled, right });
  });
  test("labels, biases and meta that NumPy wrote", async () => {
    expect(await readModel(fixture("model-labels.npz"))).toEqual({
      left,
      right,
      mean: 3.5,
      rowBias: Float64Array.of(0, 1, 2),
      columnBias: Float64Array.of(0, 1, 2, 3),
      rowIds: ["a", "Zoë", "日本"],
      columnIds: [10, 20, 30, 40],
      ridge: 0.25,
      meta: { version: "0.0", tool: "numpy" },
    });
  });
  test("two arrays, one a factor", async () => {
    expect(await readModel([fixture("left.npy"), fixture("right.npy")])).toEqual({ left, right });
  });
});

describe("what is wrong is said", () => {
  const npy = (rows: number, columns: number, value = 1) =>
    npyBytes({ shape: [rows, columns], data: new Float64Array(rows * columns).fill(value) });
  test("files of another kind", async () => {
    expect(await fault(fixture("left.npy"))).toBe(
      `${fixture("left.npy")}: expected a model as one .npz file, or two .npy files for the left and the right factor, this is npy`,
    );
    expect(await fault([fixture("model-uv.npz"), fixture("right.npy")])).toContain(
      "expected a model as a .npy file for each factor, this is npz",
    );
    expect(await fault(fixture("sparse-csr.npz"))).toContain("expected the model's arrays left and right");
  });
  test("ranks and numbers that do not fit", async () => {
    const ranks = await fault([file("l.npy", npy(5, 2)), file("r.npy", npy(4, 3))]);
    expect(ranks).toContain("expected factors of one rank, 5 × 2 and 4 × 3 came");
    expect(await fault([file("n.npy", npy(5, 2, Number.NaN)), file("r2.npy", npy(4, 2))])).toContain(
      'expected finite numbers in "left", NaN came',
    );
    expect(await fault(file("bias.npz", modelBytes({ ...whole, rowBias: Float64Array.of(1) })))).toContain(
      'expected 3 numbers in "row_bias", 1 came',
    );
    expect(await fault(file("ids.npz", modelBytes({ ...whole, rowIds: ["a", "b", "a"] })))).toContain(
      'expected different labels in "row_ids"',
    );
  });
});
