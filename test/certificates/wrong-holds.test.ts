import { describe, expect, test } from "vitest";
import { bestApproximation, firstOrder, globallyOptimal, identifiability } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { random } from "../../src/linalg/random.ts";
import { huber, type Loss, leastSquares, logistic, poisson } from "../../src/losses/index.ts";
import { denseSensing, entrySampling, fullObservation } from "../../src/operators/index.ts";
import { asymmetric, symmetric } from "../../src/parametrizations/index.ts";
import { recoveryProblem } from "../../src/problem/index.ts";
import { countWeightedRidge, ridge } from "../../src/regularizers/index.ts";

/** A matrix observed in full, at rank 1. */
const full = (side: number, observed: Float64Array, loss: Loss = leastSquares(), strength = 0) =>
  recoveryProblem({
    operator: fullObservation({ rows: side, columns: side }),
    observed,
    loss,
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows: side, columns: side, rank: 1 }),
  });

test.for([
  [1e6, 0.7],
  [1e6, 1e-3],
  [1e3, 1e-3],
])(
  "an observed 0 is not fitted because an entry that nothing observes is huge: factors of %d and %d",
  ([big, small]) => {
    const operator = entrySampling({ rows: 2, columns: 2, rowIndex: [0, 1, 1], columnIndex: [1, 0, 1] });
    const problem = recoveryProblem({
      operator,
      observed: operator.measure(Float64Array.of(big * small, big * small, 0)),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
    });
    // Predicts small² where 0 was observed, and [[1, big·small], [big·small, 0]] would fit exactly.
    const point = Float64Array.of(big, small, big, small);
    expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
  },
);

describe("an exact fit is a fit, where a loss is flat far from its least value too", () => {
  const cases: [string, Loss, number, number][] = [
    ["huber far from y", huber(), 1e12, 0],
    ["huber of a tiny threshold", huber({ threshold: 1e-12 }), 1, 0],
    ["logistic at the wrong end", logistic(), 0, 1e11],
    ["logistic at the right end, never reached", logistic(), 0, -25],
    ["logistic where rounding hides the rest", logistic(), 1, 40],
    ["poisson of a large count", poisson(), 1e12, 0],
    ["poisson far below a count", poisson(), 1, -1e11],
    ["poisson of no count", poisson(), 0, -30],
    ["least squares whose squares vanish", leastSquares(), 1e-170, 0.9e-170],
  ];
  test.for(cases)("%s is undecided", ([, loss, y, x]) => {
    const root = Math.sqrt(Math.abs(x));
    const point = Float64Array.of(root, root, Math.sign(x) * root, Math.sign(x) * root);
    const problem = full(2, new Float64Array(4).fill(y), loss);
    expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
  });

  test.for<[Loss, number, number]>([
    [leastSquares(), 4, 4],
    [huber(), 4, 4],
    [logistic(), 1 / (1 + Math.exp(-4)), 4],
    [poisson(), Math.exp(4), 4],
  ])("$0.name holds at a fit", ([loss, y, x]) => {
    const root = Math.sqrt(x);
    const problem = full(2, new Float64Array(4).fill(y), loss);
    expect(finish(globallyOptimal(problem, Float64Array.of(root, root, root, root))).verdict).toBe("holds");
  });
});

describe("best approximation", () => {
  test("weights without a ridge change nothing", () => {
    const counts = Float64Array.of(100, 1);
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 2, columns: 2 }),
      observed: Float64Array.of(1, 0, 0, 2),
      loss: leastSquares(),
      regularizer: countWeightedRidge({ ridge: 0, rowCounts: counts, columnCounts: counts }),
      parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
    });
    expect(finish(bestApproximation(problem, Float64Array.of(1, 0, 1, 0))).verdict).toBe("fails");
    const best = Float64Array.of(0, Math.SQRT2, 0, Math.SQRT2);
    expect(finish(bestApproximation(problem, best)).verdict).toBe("holds");
  });

  test("of zero is zero and nothing else", () => {
    const problem = full(2, new Float64Array(4));
    expect(finish(bestApproximation(problem, new Float64Array(4))).verdict).toBe("holds");
    expect(finish(bestApproximation(problem, Float64Array.of(1, 0, 1, 0))).verdict).toBe("fails");
  });

  test.for([1e-200, 1e-160, 1e-110, 1, 1e110, 1e155, 1e200])("units of %d do not matter", (scale) => {
    const problem = full(3, Float64Array.of(scale, 0, 0, 0, 1.1 * scale, 0, 0, 0, 0.5 * scale));
    const [root, better] = [Math.sqrt(scale), Math.sqrt(1.1 * scale)];
    expect(finish(bestApproximation(problem, Float64Array.of(root, 0, 0, root, 0, 0))).verdict).toBe("fails");
    expect(finish(bestApproximation(problem, Float64Array.of(0, better, 0, 0, better, 0))).verdict).toBe("holds");
  });
});

describe("beyond the range of numbers", () => {
  test.for([1e-170, 1e-165, 1e155, 1e200])("measurement matrices of size %d are undecided", (scale) => {
    const draw = random(1);
    const matrices = Float64Array.from({ length: 8 * 9 }, () => scale * draw.gaussian());
    const problem = recoveryProblem({
      operator: denseSensing({ rows: 3, columns: 3, matrices }),
      observed: Float64Array.from({ length: 8 }, () => draw.gaussian()),
      loss: leastSquares(),
      regularizer: ridge({ ridge: scale }),
      parametrization: asymmetric({ rows: 3, columns: 3, rank: 1 }),
    });
    expect(finish(globallyOptimal(problem, new Float64Array(6))).verdict).toBe("undecided");
  });

  test("an X that overflows, from factors that do not, is undecided", () => {
    for (const strength of [0, 1]) {
      const problem = full(2, Float64Array.of(1, 2, 3, 4), leastSquares(), strength);
      const point = new Float64Array(4).fill(1e200);
      expect(finish(globallyOptimal(problem, point)).verdict).toBe("undecided");
      expect(finish(bestApproximation(problem, point)).verdict).toBe("undecided");
    }
  });

  test("a gradient that vanishes by underflow is not zero", () => {
    const problem = full(2, Float64Array.of(1e-150, 0, 0, 1e-150));
    expect(finish(firstOrder(problem, new Float64Array(4).fill(1e-180))).verdict).toBe("undecided");
    expect(finish(firstOrder(problem, new Float64Array(4))).verdict).toBe("holds");
  });

  test.for([1e-33, 1e-31, 1e-28, 1e-20])("a ridge of %d does not make every exact fit the least", (strength) => {
    const problem = recoveryProblem({
      operator: entrySampling({ rows: 2, columns: 2, rowIndex: [0], columnIndex: [0] }),
      observed: Float64Array.of(1),
      loss: leastSquares(),
      regularizer: ridge({ ridge: strength }),
      parametrization: asymmetric({ rows: 2, columns: 2, rank: 1 }),
    });
    expect(finish(globallyOptimal(problem, Float64Array.of(1, 5, 1, 5))).verdict).not.toBe("holds");
  });
});

test("one entry of a symmetric matrix determines its mirror image", () => {
  const problem = recoveryProblem({
    operator: entrySampling({ rows: 2, columns: 2, rowIndex: [0, 0], columnIndex: [0, 1] }),
    observed: Float64Array.of(1, 1),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization: symmetric({ rows: 2, rank: 1 }),
  });
  expect(finish(identifiability(problem, Float64Array.of(1, 1))).verdict).toBe("holds");
});
