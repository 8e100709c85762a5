import { describe, expect, it } from "vitest";
import { numberText, percentText, wordsOf } from "../src/number-text.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("numberText", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [14.2, "14.2"],
    [0.5, "0.5"],
    [4.87021, "4.870"],
    [0.86312, "0.8631"],
    [9066, "9,066"],
    [6083286, "6,083,286"],
    [1234567.8, "1,234,568"],
    [-12345.6, "−12,346"],
    [4.1e-7, "4.1 × 10⁻⁷"],
    [1e-6, "10⁻⁶"],
    [-2.5e-10, "−2.5 × 10⁻¹⁰"],
    [3.21e200, "3.21 × 10²⁰⁰"],
    [1e9, "10⁹"],
    [9.99999, "10.00"],
    [0.99999, "1.000"],
    [Number.MIN_VALUE, "4.941 × 10⁻³²⁴"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("writes %d as %s", (value, text) => {
    expect(plain(numberText(value))).toBe(text);
  });

  it("takes the number of digits that it is told", () => {
    expect(numberText(Math.PI, 7)).toBe("3.141593");
    expect(numberText(0.0025123, 2)).toBe("0.0025");
  });
});

describe("percentText", () => {
  it.each([
    [0, "0 %"],
    [1, "100 %"],
    [0.0205, "2.05 %"],
    [0.341, "34.1 %"],
    [0.99999, "> 99.9 %"],
    [0.00001, "< 0.1 %"],
    [Number.NaN, "–"],
  ])("writes %d as %s", (share, text) => {
    expect(plain(percentText(share))).toBe(text);
  });
});

it("turns names of the code into words", () => {
  expect(wordsOf("globallyOptimal")).toBe("Globally optimal");
  expect(wordsOf("first-order")).toBe("First order");
});
