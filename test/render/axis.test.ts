import { describe, expect, it } from "vitest";
import { fittingAxis, linearAxis, logAxis } from "../../render/axis.ts";

describe("the axis", () => {
  it("is logarithmic where the values spread, linear where they do not or cannot", () => {
    expect(fittingAxis([1, 100], "P").options.type).toBe("log");
    expect(fittingAxis([1, 2], "P").options.type).toBe("linear");
    expect(fittingAxis([0, 100], "P").options.type).toBe("linear");
    expect(fittingAxis([-5, 100], "P").options.type).toBe("linear");
    // Stems stand on 0, so that their lengths can be compared.
    expect(fittingAxis([2, 3], "P", 0).options.domain).toEqual([0, 3]);
  });

  it("has few ticks, all of them inside", () => {
    for (const values of [
      [1e-12, 1],
      [3, 40],
      [7, 9],
      [1.2, 1.25],
      [1e-200, 1e200],
      [5, 5],
    ]) {
      const { domain, ticks } = logAxis(values, "P").options as { domain: number[]; ticks: number[] };
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(Math.min(...ticks)).toBeGreaterThanOrEqual(domain[0] * (1 - 1e-9));
      expect(Math.max(...ticks)).toBeLessThanOrEqual(domain[1] * (1 + 1e-9));
    }
  });

  it("moves the power of ten of huge and tiny values into the label", () => {
    const axis = linearAxis([1.5e7, 4e7], "Objective");
    expect(axis.options.label).toBe("Objective (× 10⁷)");
    expect(axis.read(3e7)).toBeCloseTo(3, 12);
    expect(linearAxis([2e-9, 1e-9], "P").options.label).toBe("P (× 10⁻⁹)");
  });

  it("gives a constant some room and whole numbers whole ticks", () => {
    expect(linearAxis([5, 5], "P").options.domain).toEqual([4.5, 5.5]);
    expect(linearAxis([0], "P").options.domain).toEqual([-1, 1]);
    expect(linearAxis([0, 1, 2], "Rank").options.ticks).toEqual([0, 1, 2]);
  });
});
