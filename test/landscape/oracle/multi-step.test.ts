import { expect, test } from "vitest";
import {
  finish,
  type KnownLandscape,
  multiStep,
  oracleDirection,
  perturbedCompletion,
  threeByThreeSensing,
  twoByTwoSensing,
} from "../../../src/index.ts";
import fixture from "../../fixtures/papers/shen.json" with { type: "json" };

function sizesAt({ problem }: KnownLandscape, at: ArrayLike<number>) {
  const { lambda, point, column } = finish(oracleDirection(problem, Float64Array.from(at)));
  const { sigma, invisible } = column!;
  return { lambda, sigma, point: Math.hypot(...point), invisible: Math.hypot(...invisible), direction: invisible };
}

const two = sizesAt(perturbedCompletion({ size: 3, perturbation: 0.3 }), fixture.two.point);
const parameters = { order: 11, scale: 0.3, step: 0.01, steps: 59_000 };

test("perturbed completion, the notebook's digits: 16.765208, .300906, 48.656499, and X = (1.00754, −3e-9, 1.00568)", () => {
  const jump = multiStep(two, parameters);
  const { point, oracle, invisible } = jump.logNorms;
  expect([point, oracle, invisible].map(Math.exp)).toEqual(fixture.two.norms.map((x) => expect.closeTo(x, 7)));
  expect([point, oracle, invisible].map(Math.exp)).toEqual(
    [16.765208, 0.300906, 48.656499].map((x) => expect.closeTo(x, 5.9)),
  );
  expect(jump.dominant).toBe("invisible");
  expect(Math.exp(jump.logBeta)).toBeCloseTo(fixture.two.beta, 9);
  expect(-Math.exp(jump.logGamma)).toBeCloseTo(fixture.two.gamma, 7);
  const x = two.direction.map((entry) => jump.invisibleLength * entry);
  const sign = Math.sign(x[0]);
  expect([...x].map((entry) => sign * entry)).toEqual([
    expect.closeTo(1.00754, 5),
    expect.closeTo(-3e-9, 9),
    expect.closeTo(1.00568, 5),
  ]);
});

test("the two other experiments' printed norms and types", () => {
  const one = twoByTwoSensing();
  const jump = multiStep(sizesAt(one, one.spurious[0]), { order: 3, scale: 0.1, step: 0.01, steps: 660 });
  expect(jump.dominant).toBe("oracle");
  expect(jump.oracleLength).toBeCloseTo(1.1725, 2);

  const three = threeByThreeSensing();
  const sizes = sizesAt(three, three.spurious[0]);
  const other = multiStep(sizes, { order: 5, scale: 0.1, step: 0.1, steps: 150_000 });
  expect(other.dominant).toBe("invisible");
  const printed = [0.112, 0.188, 0.66];
  const { point, oracle, invisible } = other.logNorms;
  expect([point, oracle, invisible].map(Math.exp)).toEqual(printed.map((x) => expect.closeTo(x, 2)));
});

test("nothing overflows for l up to 101 and t up to 1e9, and the sum of t ones is t", () => {
  for (let order = 3; order <= 101; order += 2) {
    for (const steps of [1, 10, 1e3, 1e6, 1e9]) {
      for (const sizes of [
        two,
        { ...two, sigma: 1e8, point: 1e8 },
        { ...two, lambda: -1e-6 },
        { ...two, lambda: -1e6 },
      ]) {
        for (const step of [1e-5, 1]) {
          const { logNorms, logBeta, logGamma } = multiStep(sizes, { order, scale: 0.3, step, steps });
          expect([logBeta, logGamma, ...Object.values(logNorms)].every(Number.isFinite)).toBe(true);
        }
      }
    }
  }
  const faint = multiStep({ ...two, lambda: -1e-9 }, { order: 101, scale: 1, step: 1, steps: 1e9 });
  expect(faint.logGamma).toBeCloseTo(101 * Math.log(two.sigma) - 100 * Math.LN2 + Math.log(1e9), 9);
});

test("against the recursion β ← ν β, γ ← γ − η (σ^l 2^{1−l}) β", () => {
  for (const [order, steps] of [
    [3, 7],
    [5, 300],
    [11, 2_000],
  ]) {
    const step = 0.5;
    let [beta, gamma] = [0.3, 0];
    for (let t = 0; t < steps; t++) {
      gamma -= step * (two.sigma ** order / 2 ** (order - 1)) * beta;
      beta *= 1 - step * two.lambda ** order;
    }
    const jump = multiStep(two, { order, scale: 0.3, step, steps });
    expect(jump.logBeta).toBeCloseTo(Math.log(beta), 9);
    expect(jump.logGamma).toBeCloseTo(Math.log(-gamma), 9);
    expect(jump.invisibleLength).toBeCloseTo(-((-gamma) ** (1 / order)), 9);
    expect(jump.oracleLength).toBeCloseTo(beta ** (1 / order), 9);
  }
});

test("an even order, λ ≥ 0 and parameters that are not positive are refused", () => {
  expect(() => multiStep(two, { ...parameters, order: 4 })).toThrow(/order: expected an odd whole number/);
  expect(() => multiStep(two, { ...parameters, step: 0 })).toThrow(/step: expected a number > 0; got 0/);
  expect(() => multiStep({ ...two, lambda: 0 }, parameters)).toThrow(/lambda: expected a number < 0/);
});
