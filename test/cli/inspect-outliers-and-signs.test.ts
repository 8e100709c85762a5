import { describe, expect, test } from "vitest";
import { modelBytes } from "../../io/index.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { random } from "../../src/index.ts";
import { planted, workplace } from "./program.ts";

const { file, lowlands } = workplace();
const json = (...words: string[]) => {
  const { status, stdout } = lowlands("inspect", ...words, "--json");
  return { status, ...JSON.parse(stdout) };
};
const [rows, columns] = [30, 24];
const draw = random(4).fork("inspect");
const factor = (size: number, sign: boolean) => ({
  rows: size,
  columns: 2,
  data: Float64Array.from({ length: 2 * size }, () => (sign ? Math.abs(draw.gaussian()) : draw.gaussian())),
});
const product = (u: Float64Array, v: Float64Array) =>
  Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return u[2 * i] * v[2 * j] + u[2 * i + 1] * v[2 * j + 1];
  });

describe("nonnegative factors", () => {
  test("of parts: a minimum among nonnegative factors, and no claim that signs would decide", () => {
    const noisy = product(factor(rows, true).data, factor(columns, true).data).map((x) =>
      Math.max(0, x + 0.2 * draw.gaussian()),
    );
    file("parts.npy", npyBytes({ shape: [rows, columns], data: noisy }));
    lowlands("factor", "parts.npy", "--nonnegative", "--rank", "2", "--out", "parts");
    const found = json("parts.npy", "--model", "parts/model.npz", "--nonnegative");
    expect(found).toMatchObject({ status: 0, kind: "strictLocalMinimum", parametrization: "nonnegative" });
    const names = found.certificates.map(({ claim }: { claim: string }) => claim);
    expect(names).toEqual(expect.arrayContaining(["firstOrder", "secondOrderNonnegative", "bestOfRank"]));
    expect(names).not.toContain("secondOrder");
    expect(found.notApplicable).toEqual(expect.arrayContaining(["secondOrder", "restrictedIsometry"]));
    expect(found.exits.map((way: { escape: string }) => way.escape)).not.toContain("simulatedOracle");
  });

  test("refused: negative factors, offsets, and options that mean nothing without them", () => {
    const full = file("full.csv", planted(9, 7, () => true).wide);
    file("signs.npz", modelBytes({ left: factor(9, false), right: factor(7, true) }));
    for (const [words, message] of [
      [
        ["--model", "signs.npz", "--nonnegative"],
        /--nonnegative: expected factors ≥ 0; got -\S+ in row \d+, column \d/,
      ],
      [["--model", "signs.npz", "--l1", "1"], /--l1: expected --nonnegative beside it/],
      [["--model", "signs.npz", "--loss", "kullbackLeibler"], /--loss: expected --nonnegative beside kullbackLeibler/],
    ] as const) {
      const { status, stderr } = lowlands("inspect", full, ...words);
      expect(status).toBe(1);
      expect(stderr).toMatch(message);
    }
  });
});

test("the matrix that separate finds is critical for the absolute loss, and no curve is known to lead down from it", () => {
  const spoilt = product(factor(rows, false).data, factor(columns, false).data);
  for (let k = 0; k < 36; k++) spoilt[20 * k] += 8 * draw.gaussian();
  file("spoilt.npy", npyBytes({ shape: [rows, columns], data: spoilt }));
  lowlands("separate", "spoilt.npy", "--rank", "2", "--out", "parted");
  const found = json("spoilt.npy", "--model", "parted/model.npz", "--loss", "absolute");
  expect(found).toMatchObject({ status: 0, loss: "absolute", ridge: 0 });
  const verdictOf = (name: string) =>
    found.certificates.find(({ claim }: { claim: string }) => claim === name)?.verdict;
  expect(verdictOf("firstOrder")).toBe("holds");
  expect(verdictOf("noDescentCurve")).not.toBe("fails");
  expect(found.notApplicable).toContain("secondOrder");
});
