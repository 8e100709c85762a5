import { describe, expect, test } from "vitest";
import {
  afterIterations,
  asymmetric,
  certificates,
  escapes,
  finish,
  fullObservation,
  gaussianSensing,
  gradientNormBelow,
  huber,
  type Inspection,
  inspect,
  inspectionJson,
  inspectionMarkdown,
  leastSquares,
  logistic,
  type Point,
  type Problem,
  poisson,
  random,
  recoveryProblem,
  ridge,
  type SmoothLoss,
  solve,
  symmetric,
  threeByThreeSensing,
  truncatedNewton,
  twoByTwoSensing,
  wordsOf,
} from "../../src/index.ts";

const [m, n] = [8, 6];
const draw = random(4);
const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const operator = gaussianSensing({ rows: m, columns: n, measurements: 40, seed: 2 });
const truth = { left: gaussian(2 * m), right: gaussian(2 * n) };

/** 40 measurements of a matrix of rank 2, sought with these columns at this ridge. */
function sensing(rank: number, strength: number, noise = 0) {
  const x = { rows: m, columns: n, data: new Float64Array(m * n) };
  for (let at = 0; at < m * n; at++) {
    for (let c = 0; c < 2; c++) x.data[at] += truth.left[Math.floor(at / n) * 2 + c] * truth.right[(at % n) * 2 + c];
  }
  const clean = operator.apply(x);
  return recoveryProblem({
    operator,
    observed: clean.map((value) => value + noise * draw.gaussian()),
    loss: leastSquares(),
    regularizer: ridge({ ridge: strength }),
    parametrization: asymmetric({ rows: m, columns: n, rank }),
  });
}

const atTruth = (problem: Problem): Point => {
  const point = problem.point();
  point.set(truth.left);
  point.set(truth.right, truth.left.length);
  return point;
};

/** What must be true of every inspection, whatever the point. */
function isConsistent(found: Inspection, problem: Problem): void {
  const answered = [...found.certificates.map(({ claim }) => claim), ...found.notApplicable, ...found.notComputed];
  expect(answered.sort()).toEqual(Object.keys(certificates).sort());
  const verdictOf = (claim: string) => found.certificates.find((it) => it.claim === claim)?.verdict;
  expect(found.certified).toBe(verdictOf("globallyOptimal") === "holds");
  expect(/^No \w.* does better|and no \w.* does better/.test(found.headline)).toBe(found.certified);
  if (found.headline.includes("strict local minimum")) expect(verdictOf("secondOrder")).toBe("holds");
  expect(found.sentences.length).toBeLessThanOrEqual(5);
  for (const text of [found.headline, ...found.sentences, ...found.next]) expect(text).toMatch(/^[A-Z].*\.$/s);
  for (const { claim, escape: name, measuredFall } of found.exits) {
    expect(Object.values(escapes).map((member) => member().name)).toContain(name);
    expect(verdictOf(claim)).not.toBe("holds");
    expect(measuredFall).toBeLessThanOrEqual(found.objective * (1 + 1e-12));
  }
  const json = JSON.parse(inspectionJson(found, { seconds: 1 }));
  expect(json).toMatchObject({ seconds: 1, kind: found.kind, certified: found.certified });
  for (const certificate of json.certificates) {
    expect(Object.keys(certificate)).not.toContain("witness");
    expect(Object.keys(certificate)).not.toContain("direction");
  }
  const page = inspectionMarkdown(found);
  for (const { claim } of found.certificates) expect(page).toContain(`| ${wordsOf(claim)} |`);
  expect(found.rank + found.omittedColumns).toBe(problem.parametrization.rank);
}

async function inspected(problem: Problem, point: Point, options = {}): Promise<Inspection> {
  const before = point.slice();
  const found = await inspect(problem, point, options);
  expect(point).toEqual(before);
  isConsistent(found, problem);
  return found;
}

describe("a point whose kind is known", () => {
  test("an exact fit is the best there is", async () => {
    const problem = sensing(2, 0);
    const found = await inspected(problem, atTruth(problem));
    expect(found).toMatchObject({ kind: "strictLocalMinimum", certified: true, numericalRank: 2, exits: [] });
    expect(found.headline).toBe("A strict local minimum, and no matrix of any rank does better.");
    expect(found.next).toEqual([expect.stringMatching(/^Leave the optimiser alone/)]);
  });

  test("the spurious minimum of the 3×3 instance is a minimum, and not known to be the best", async () => {
    const known = threeByThreeSensing();
    const found = await inspected(known.problem, known.spurious[0]);
    expect(found).toMatchObject({ kind: "strictLocalMinimum", certified: false });
    expect(found.headline).toMatch(/^A strict local minimum(; whether .* is not known|, but a .*)\.$/);
    expect(found.next.join()).toMatch(/descend from/i);
    const best = await inspected(known.problem, known.truth);
    expect(best.headline).toBe("A strict local minimum, and no positive semidefinite matrix of any rank does better.");
  });

  test("that of the 2×2 instance is flat across, and second derivatives do not tell", async () => {
    // ∂²f/∂x₁² = 4 x₂² − 2 is 0 at (0, 1/√2).
    const known = twoByTwoSensing();
    const found = await inspected(known.problem, known.spurious[0]);
    expect(found).toMatchObject({ kind: "degenerate", certified: false });
    expect(found.headline).toMatch(/Second derivatives do not tell here whether this is a minimum\./);
  });

  test("zero factors are a saddle, out of which the ways lead that are told", async () => {
    const problem = sensing(2, 0.01);
    const found = await inspected(problem, problem.point());
    expect(found).toMatchObject({ kind: "strictSaddle", verdict: "fails", numericalRank: 0, singularValues: [0, 0] });
    expect(found.headline).toMatch(/^A strict saddle/);
    expect(found.sentences[0]).toBe("The factors multiply to the zero matrix.");
    expect(found.exits.some(({ measuredFall }) => measuredFall > 0.1 * found.objective)).toBe(true);
    for (const { predictedFall, measuredFall } of found.exits.filter((way) => way.predictedFall > 0)) {
      expect(measuredFall / predictedFall).toBeCloseTo(1, 6);
    }
  });

  test("a random point is not stationary", async () => {
    const problem = sensing(3, 0.1);
    const found = await inspected(problem, gaussian(problem.parametrization.dimension));
    expect(found).toMatchObject({ kind: "notStationary", certified: false });
    expect(found.next[0]).toMatch(/^Go on descending/);
  });

  test("at a given rank a minimum of the ridge's problem may be the best, or one column short of it", async () => {
    const verdicts = [];
    for (const rank of [1, 6]) {
      const problem = sensing(rank, 0.3, 0.1);
      const { best } = finish(
        solve(problem, truncatedNewton(), {
          start: gaussian(problem.parametrization.dimension),
          stop: [gradientNormBelow(1e-11), afterIterations(500)],
        }),
      );
      const found = await inspected(problem, best, { balance: true });
      verdicts.push(found.verdict);
      if (rank === 1) expect(found.headline).toBe("A strict local minimum, but a matrix of higher rank does better.");
      if (rank === 6) expect(found.omittedColumns).toBeGreaterThan(0);
    }
    expect(verdicts).toEqual(["fails", "holds"]);
  });
});

test("a fit that is exact but for the last digits is called that, not a better matrix missed", async () => {
  const problem = sensing(2, 0);
  const found = await inspected(
    problem,
    atTruth(problem).map((value) => value * (1 + 1e-9)),
  );
  expect(found.certified).toBe(false);
  expect(found.residual).toBeCloseTo(2e-9, 14);
  expect(found.headline).toMatch(/^Almost an exact fit: the observations are met to 2\s×\s10⁻⁹ of their size\.$/);
});

describe("a degenerate point gives verdicts", () => {
  test.for([
    ["not a number", (point: Point) => point.fill(Number.NaN)],
    ["infinite", (point: Point) => point.fill(Number.POSITIVE_INFINITY)],
    ["too large", (point: Point) => point.fill(1e200)],
  ] as const)("%s", async ([, fill]) => {
    const problem = sensing(2, 0.1);
    for (const balance of [false, true]) {
      const found = await inspected(problem, fill(problem.point()), { balance });
      expect(found.headline).toMatch(/^Nothing is known/);
      expect([found.verdict, found.exits, found.numericalRank]).toEqual(["undecided", [], Number.NaN]);
    }
  });

  test("rank 0", async () => {
    const problem = sensing(0, 0.1);
    const found = await inspected(problem, problem.point());
    expect(found).toMatchObject({ rank: 0, numericalRank: 0, singularValues: [] });
    expect(found.headline).toBe("Not the best: a matrix of higher rank does better.");
  });

  test("duplicate and empty columns are left out on request, and the matrix stays", async () => {
    const problem = sensing(4, 0);
    const point = problem.point();
    const { left, right } = problem.parametrization.parts(point);
    // U = [a a b 0], V = [c 0 d e]: a cᵀ + b dᵀ, the truth.
    for (let i = 0; i < m; i++) left.set([truth.left[2 * i], truth.left[2 * i], truth.left[2 * i + 1], 0], 4 * i);
    for (let j = 0; j < n; j++) right.set([truth.right[2 * j], 0, truth.right[2 * j + 1], 5], 4 * j);
    const asItIs = await inspected(problem, point);
    expect(asItIs).toMatchObject({ rank: 4, numericalRank: 2, omittedColumns: 0, certified: true });
    const without = await inspected(problem, point, { balance: true });
    expect(without).toMatchObject({ rank: 2, numericalRank: 2, omittedColumns: 2, certified: true });
    expect(without.objective).toBeLessThan(1e-24);
  });

  test("factors of nothing but zeros stay as they are", async () => {
    const problem = sensing(2, 0.01);
    const found = await inspected(problem, problem.point(), { balance: true });
    expect(found).toMatchObject({ rank: 2, omittedColumns: 0, kind: "strictSaddle" });
  });

  test("a single entry", async () => {
    const problem = recoveryProblem({
      operator: fullObservation({ rows: 1, columns: 1 }),
      observed: Float64Array.of(4),
      loss: leastSquares(),
      regularizer: ridge({ ridge: 0 }),
      parametrization: asymmetric({ rows: 1, columns: 1, rank: 1 }),
    });
    expect((await inspected(problem, Float64Array.of(2, 2))).certified).toBe(true);
    expect((await inspected(problem, Float64Array.of(0, 0))).kind).toBe("strictSaddle");
  });
});

const losses: [string, SmoothLoss, (y: number) => number][] = [
  ["least squares", leastSquares(), (y) => y],
  ["huber", huber(), (y) => y],
  ["logistic", logistic(), (y) => (y > 0 ? 1 : 0)],
  ["poisson", poisson(), (y) => Math.round(3 * Math.abs(y))],
];

test.for(losses)("%s: nothing is claimed at 20 random points, of either parametrization", async ([, loss, observe]) => {
  const square = gaussianSensing({ rows: 5, columns: 5, measurements: 14, seed: 3 });
  for (let k = 0; k < 20; k++) {
    const parametrization = (k % 2 === 0 ? asymmetric : symmetric)({ rows: 5, columns: 5, rank: 2 });
    const problem = recoveryProblem({
      operator: square,
      observed: gaussian(14).map(observe),
      loss,
      regularizer: ridge({ ridge: k % 3 === 0 ? 0 : 0.2 }),
      parametrization,
    });
    const found = await inspected(problem, gaussian(parametrization.dimension));
    expect(found).toMatchObject({ kind: "notStationary", certified: false });
  }
});

describe("options", () => {
  const problem = sensing(2, 0.1);
  const point = gaussian(problem.parametrization.dimension);

  test("claims asks about these alone", async () => {
    const found = await inspect(problem, point, { claims: ["identifiability"] });
    expect(found.certificates.map(({ claim }) => claim)).toEqual(["identifiability"]);
    expect(found).toMatchObject({ kind: null, verdict: "undecided", certified: false, notApplicable: [], exits: [] });
    expect(found.headline).toMatch(/not asked/);
  });

  test("gap is what global optimality is compared with, seed what is drawn from", async () => {
    const found = await inspect(problem, point, { gap: 0.01, seed: 5 });
    expect(found.certificates.find(({ claim }) => claim === "globallyOptimal")?.threshold).toBe(0.01);
    expect(found.seed).toBe(5);
    expect(await inspect(problem, point, { gap: 0.01, seed: 5 })).toEqual(found);
  });

  test("an aborted inspection says what it has not looked at", async () => {
    const controller = new AbortController();
    const seen = new Set<string>();
    const found = await inspect(problem, point, {
      signal: controller.signal,
      observe: ({ claim, done, total }) => {
        seen.add(claim);
        expect(done).toBeLessThanOrEqual(total);
        if (done === 2) controller.abort();
      },
    });
    isConsistent(found, problem);
    expect(found.certificates).toHaveLength(2);
    expect(found.notComputed).toContain("identifiability");
    expect(found.sentences[0]).toMatch(/^Stopped before the end, and not computed: .*identifiability.*\.$/);
    expect([...seen].slice(0, 2)).toEqual(found.certificates.map(({ claim }) => claim));
  });

  test("wrong use is told at once", async () => {
    const wrong = (given: Point, options: object) => inspect(problem, given, options);
    await expect(wrong(new Float64Array(3), {})).rejects.toThrow(/^point: expected 28 numbers; got 3$/);
    await expect(wrong(point, { claims: ["optimal"] })).rejects.toThrow(
      /^claims: expected some of firstOrder, .*; got optimal$/,
    );
    await expect(wrong(point, { gap: 0 })).rejects.toThrow(/^gap: expected a number above 0 and below 1; got 0$/);
    await expect(wrong(point, { seed: -1 })).rejects.toThrow(/^seed: expected a whole number, 0 or more; got -1$/);
  });
});
