import { expect, test } from "vitest";
import {
  afterIterations,
  decreaseBelow,
  flatFor,
  gradientNormBelow,
  type Iterate,
  outOfReach,
  type StoppingRule,
  stepBelow,
  valueBelow,
} from "../../src/solvers/index.ts";

const iterate = (numbers: Partial<Iterate>): Iterate => ({
  iteration: 1,
  point: new Float64Array(0),
  value: 1,
  gradientNorm: Number.NaN,
  step: 1,
  ...numbers,
});
const fires = (rule: StoppingRule, numbers: Partial<Iterate>[]) => {
  const check = rule.begin();
  return numbers.map((list) => check(iterate(list)));
};

test("a threshold is part of what it bounds", () => {
  expect(fires(afterIterations(2), [{ iteration: 1 }, { iteration: 2 }, { iteration: 3 }])).toEqual([
    false,
    true,
    true,
  ]);
  expect(fires(valueBelow(5), [{ value: 5.1 }, { value: 5 }])).toEqual([false, true]);
  expect(fires(gradientNormBelow(1), [{ gradientNorm: Number.NaN }, { gradientNorm: 2 }, { gradientNorm: 1 }])).toEqual(
    [false, false, true],
  );
  expect(fires(stepBelow(0.1), [{ step: Infinity }, { step: Number.NaN }, { step: 0.1 }])).toEqual([
    false,
    false,
    true,
  ]);
});

test("decreaseBelow averages over its steps, and each run begins anew", () => {
  const values = [100, 90, 80, 79.999, 79.998, 79.997].map((value) => ({ value }));
  const rule = decreaseBelow(1e-4, 2);
  expect(fires(rule, values)).toEqual([false, false, false, false, true, true]);
  expect(fires(rule, values)).toEqual([false, false, false, false, true, true]);
  expect(fires(decreaseBelow(1e-4), [{ value: 0 }, { value: 0 }, { value: 0 }, { value: 0 }])).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test("flatFor waits for the lowest value; outOfReach gives up what its rate does not take there", () => {
  const flat = [5, 4, 6, 4, 4, 4].map((value) => ({ value }));
  expect(fires(flatFor(2, 1e-3), flat)).toEqual([false, false, false, true, true, true]);
  const slowing = [10, 9, 8.5, 8.25, 8.125].map((value) => ({ value }));
  // The last two steps take it down by a quarter and an eighth: 5 more at that rate end above 7.
  expect(fires(outOfReach(7, 5, 1), slowing)).toEqual([false, false, false, false, true]);
  expect(fires(outOfReach(8.2, 5, 1), slowing)).toEqual([false, false, false, false, false]);
});
