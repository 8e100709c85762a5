import { afterAll, describe, expect, test } from "vitest";
import { type Certificate, disguisedConvexity } from "../../src/certificates/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import { matrix } from "../../src/linalg/matrix.ts";
import { norm } from "../../src/linalg/norm.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { huber, leastSquares } from "../../src/losses/index.ts";
import { entrySampling, fullObservation } from "../../src/operators/index.ts";
import { asymmetric } from "../../src/parametrizations/index.ts";
import {
  type Problem,
  perturbedCompletion,
  planted as plantedEntries,
  recoveryProblem,
  type SecondOrderProblem,
  twoByTwoSensing,
} from "../../src/problem/index.ts";
import { ridge } from "../../src/regularizers/index.ts";
import { afterIterations, gaugeFixedNewton, gradientNormBelow, solve } from "../../src/solvers/index.ts";
import { dot, MODELS, model, oracle } from "../landscape/benign-models.ts";
import { pointOf } from "../laws/points.ts";
import { FAMILIES, oracleCurvature, planted } from "./convexity-families.ts";
import { Tally } from "./verdicts.ts";

const POINTS = 1000;
const KINDS = ["planted", "near", "far", "random", "a column of zeros", "equal columns", "zero"] as const;

/** A point of a known kind. */
function placed(kind: (typeof KINDS)[number], problem: SecondOrderProblem, truth: Float64Array, draw: Random) {
  const { parametrization } = problem;
  const { rank } = parametrization;
  const moved = (size: number) => {
    const direction = truth.map(() => draw.gaussian());
    parametrization.project(truth, direction);
    return Float64Array.from(parametrization.retract(truth, direction, size));
  };
  /** The truth with each of its factors' numbers taken from another place, or from none. */
  const columns = (from: (k: number) => number | undefined) => {
    const point = truth.slice();
    const { left, right } = parametrization.parts(truth);
    const [u, v] = [left, right].map((part) => Float64Array.from(part, (_, k) => part[from(k) ?? part.length] ?? 0));
    const { rows, columns: n } = parametrization;
    parametrization.setFactors({ left: matrix(rows, rank, u), right: matrix(n, rank, v) }, point);
    return point;
  };
  switch (kind) {
    case "planted":
      return truth;
    case "near":
      return moved(10 ** -(1 + draw.integer(6)));
    case "far":
      return moved(0.1 + draw.uniform());
    case "random":
      return pointOf(parametrization, draw);
    case "a column of zeros":
      return columns((k) => (k % rank === 0 ? undefined : k));
    case "equal columns":
      return columns((k) => k - (k % rank));
    case "zero":
      return truth.map(() => 0);
  }
}

describe.for(Object.entries(FAMILIES))("%s: 1,000 points, no verdict is false", ([name, family]) => {
  const tally = new Tally();

  test.for(Array.from({ length: 20 }, (_, k) => k))("fifty of them, %i", (batch) => {
    for (let k = 0; k < POINTS / 20; k++) {
      const seed = batch * 50 + k;
      const draw = random(seed).fork(name);
      const { problem, truth, exact } = planted(family, draw);
      const kind = KINDS[seed % KINDS.length];
      const point = placed(kind, problem, truth, draw);
      const mostSteps = [5, 12, 300, 300][draw.integer(4)];
      const certificate = finish(disguisedConvexity(problem, point, { seed, mostSteps }));
      tally.add(`${kind === "planted" && !exact ? "fitted with noise" : kind}, ${mostSteps}`, certificate);
      if (!Number.isFinite(certificate.quantity)) continue;
      expect(lie(certificate, problem, point, seed % 8 === 0), `seed ${seed}, ${kind}`).toBeUndefined();
    }
  });

  test("and it is of use: minima hold, flat and saddle points do not", () => {
    expect(tally.share("planted, 300", "holds")).toBeGreaterThan(family.ridge ? -1 : 0.75);
    for (const kind of ["a column of zeros", "zero"]) expect(tally.share(`${kind}, 300`, "holds")).toBe(0);
  });

  afterAll(() => console.log(`${name}: ${tally.sentence()}`));
});

/** What is false about a certificate; its bounds on the eigenvalues are looked at where they decide, and now and then. */
function lie(certificate: Certificate, problem: SecondOrderProblem, point: Float64Array, now: boolean) {
  const { verdict, quantity, threshold, numbers, direction } = certificate;
  if (verdict === "holds" || now) {
    const { least, largest } = oracleCurvature(problem, point, numbers.strength);
    const slack = 1e-11 * Math.max(Math.abs(least), Math.abs(largest));
    if (verdict === "holds" && !(least > 0 && quantity > threshold)) return `holds at ${least}`;
    if (verdict === "fails" && !(least < 0)) return `fails at ${least}`;
    if (numbers.smallestAtLeast > least + slack) return `${numbers.smallestAtLeast} is no lower bound on ${least}`;
    if (numbers.largestAtMost < largest - slack) return `${numbers.largestAtMost} is no upper bound on ${largest}`;
  }
  if (verdict !== "fails") return undefined;
  const along = Float64Array.from(direction!);
  const bent = finish(problem.at(point).hessianVector(along));
  const gradient = finish(problem.at(point).gradient());
  if (!(quantity < -threshold)) return "its witness has no negative curvature";
  if (Math.abs(norm(along) - 1) > 1e-9) return "the direction is not of unit length";
  if (Math.abs(dot(along, bent) - quantity) > 1e-12 * norm(bent)) return "its curvature is another";
  if (dot(along, gradient) > 1e-12 * norm(gradient)) return "f rises along it";
  return undefined;
}

describe("against NumPy", () => {
  test.for(MODELS.flatMap((name) => (["truth", "near", "far"] as const).map((where) => [name, where] as const)))(
    "%s at %s: the extreme eigenvalues at the strength given",
    ([name, where]) => {
      const { problem } = model(name);
      const { strength, regularised } = oracle.models[name][where];
      const found = finish(disguisedConvexity(problem, Float64Array.from(oracle[where]), { strength }));
      const [least, most] = regularised;
      expect(found.numbers.smallestAtLeast).toBeLessThanOrEqual(least + 1e-11 * most);
      expect(found.numbers.largestAtMost).toBeGreaterThanOrEqual(most * (1 - 1e-11));
      expect(Math.abs(found.numbers.smallest - least)).toBeLessThan(0.1 * Math.abs(least));
      expect(found.verdict).toBe(least > 1e-9 ? "holds" : least < -1e-9 ? "fails" : found.verdict);
    },
  );
});

describe("the distance to a local minimum", () => {
  test("is shown, not estimated, close to a least-squares solution, and a solution is that near", () => {
    let shown = 0;
    for (let seed = 0; seed < 40; seed++) {
      const draw = random(seed).fork("distance");
      const family = [FAMILIES.denoising, FAMILIES.sensing, FAMILIES.completion, FAMILIES["UUᵀ, sensing"]][seed % 4];
      const { problem, truth } = planted(family, draw);
      const stop = [gradientNormBelow(1e-13), afterIterations(60)];
      const { last } = finish(solve(problem, gaugeFixedNewton(), { start: truth, stop }));
      const solution = Float64Array.from(last);
      const point = solution.map((x) => x + 10 ** -(3 + draw.integer(6)) * draw.gaussian());
      const found = finish(disguisedConvexity(problem, point));
      if (found.numbers.curvatureWithin === undefined) {
        if (found.verdict === "holds") expect(found.sentence).toMatch(/estimated|too large to tell/);
        continue;
      }
      shown += 1;
      expect(found.sentence).not.toMatch(/estimated/);
      expect(found.numbers.curvatureWithin).toBeGreaterThanOrEqual(found.numbers.smallestAtLeast / 2);
      // Newton from the point itself ends at the minimum that was promised.
      const { last: end } = finish(solve(problem, gaugeFixedNewton(), { start: point, stop }));
      expect(norm(end.map((x, k) => x - point[k]))).toBeLessThanOrEqual(found.numbers.distance * (1 + 1e-6));
      // Nowhere in the ball does the curvature fall below what is shown.
      for (let trial = 0; trial < 5; trial++) {
        const away = point.map(() => draw.gaussian());
        const there = point.map((x, k) => x + (found.numbers.distance * away[k]) / norm(away));
        const { least } = oracleCurvature(problem, there, found.numbers.strength, point);
        expect(least).toBeGreaterThanOrEqual(found.numbers.curvatureWithin * (1 - 1e-9));
      }
    }
    expect(shown).toBeGreaterThan(10);
  });

  test("a spurious strict minimum holds as the truth does, and the sentence says that it may be one", () => {
    const { problem, truth, spurious } = perturbedCompletion({ size: 9, perturbation: 0.1 });
    expect(spurious.length).toBeGreaterThan(1);
    for (const point of [truth, ...spurious]) {
      const found = finish(disguisedConvexity(problem, point));
      expect(found.verdict).toBe("holds");
      expect(found.sentence).toMatch(/holds at a spurious strict minimum, too/);
    }
    // At the least isometry constant that allows one, the spurious minimum is degenerate.
    const edge = twoByTwoSensing();
    expect(finish(disguisedConvexity(edge.problem, edge.spurious[0])).verdict).toBe("undecided");
    expect(finish(disguisedConvexity(edge.problem, edge.truth)).verdict).toBe("holds");
  });
});

test("what it costs: few Hessian actions where the problem is well conditioned, none of size m·n", () => {
  const { shape, truth, rows, columns, values } = plantedEntries({ shape: [300, 250], rank: 3, share: 0.3 });
  const operator = entrySampling({ rows: shape[0], columns: shape[1], rowIndex: rows, columnIndex: columns });
  const parametrization = asymmetric({ rows: shape[0], columns: shape[1], rank: 3 });
  const problem = recoveryProblem({
    operator,
    observed: operator.measure(values),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
  const { left, right } = truth;
  const size = Math.sqrt(norm(left.data) / norm(right.data));
  const point = Float64Array.from([...left.data.map((x) => x / size), ...right.data.map((x) => x * size)]);
  const before = { ...problem.store.counts };
  const found = finish(disguisedConvexity(problem, point));
  expect(found.verdict).toBe("holds");
  expect(found.numbers.steps).toBeLessThan(120);
  // One application and one adjoint a step, the gradient's, and a dozen samples of the loss.
  expect(problem.store.counts.applications - before.applications).toBeLessThanOrEqual(found.numbers.steps + 20);
  expect(problem.store.counts.adjoints - before.adjoints).toBeLessThanOrEqual(found.numbers.steps + 5);
});

describe("points at which nothing can be said", () => {
  const { problem, truth } = planted(FAMILIES["completion with free biases"], random(1).fork("odd"));

  test.for([Number.NaN, Number.POSITIVE_INFINITY, 1e155, 1e200])(
    "%d in one place: undecided, nothing throws",
    (bad) => {
      for (const place of [0, 13, truth.length - 1]) {
        const point = truth.slice();
        point[place] = bad;
        expect(finish(disguisedConvexity(problem, point)).verdict).not.toBe("holds");
      }
    },
  );

  test("no direction to move in, and no curvature at all", () => {
    const empty = problem.with({ rank: 0 });
    expect(["holds", "undecided"]).toContain(finish(disguisedConvexity(empty, empty.point())).verdict);
    const flat = recoveryProblem({
      operator: fullObservation({ rows: 4, columns: 3 }),
      observed: new Float64Array(12).fill(100),
      loss: huber(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 4, columns: 3, rank: 1 }),
    });
    const point = flat.point().fill(0.1);
    expect(finish(disguisedConvexity(flat, point)).verdict).not.toBe("holds");
    const none = recoveryProblem({
      operator: fullObservation({ rows: 4, columns: 3 }),
      observed: new Float64Array(12),
      loss: huber(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 4, columns: 3, rank: 0 }),
    });
    expect(finish(disguisedConvexity(none, none.point())).verdict).toBe("undecided");
  });

  test("units do not matter", () => {
    for (const scale of [1e-60, 1e-12, 1e12, 1e60]) {
      const { problem: base, truth: at } = planted(FAMILIES.completion, random(7).fork("units"));
      const scaled = recoveryProblem({
        operator: base.operator,
        observed: base.observed.map((y) => scale * y),
        loss: base.loss as never,
        regularizer: base.regularizer,
        parametrization: base.parametrization,
      }) as SecondOrderProblem;
      const verdict = finish(disguisedConvexity(base, at)).verdict;
      expect(
        finish(
          disguisedConvexity(
            scaled,
            at.map((x) => Math.sqrt(scale) * x),
          ),
        ).verdict,
      ).toBe(verdict);
    }
  });

  test("wrong use is named", () => {
    const { curvature: _, ...rough } = huber();
    const other: Problem = recoveryProblem({
      operator: fullObservation({ rows: 4, columns: 3 }),
      observed: new Float64Array(12),
      loss: rough,
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 4, columns: 3, rank: 1 }),
    });
    expect(() => finish(disguisedConvexity(other, other.point()))).toThrow(
      /loss: expected one with second derivatives/,
    );
    expect(() => finish(disguisedConvexity(problem, truth, { strength: 0 }))).toThrow(
      /strength: expected a number > 0/,
    );
  });
});
