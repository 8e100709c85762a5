/** Inspections of points of small problems, and what must be true of all of them. */
import { expect } from "vitest";
import {
  asymmetric,
  certificates,
  escapes,
  gaussianSensing,
  type Inspection,
  inspect,
  inspectionJson,
  inspectionMarkdown,
  leastSquares,
  type Point,
  type Problem,
  random,
  recoveryProblem,
  ridge,
  wordsOf,
} from "../../src/index.ts";

export const [m, n] = [8, 6];
const draw = random(4);
export const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const operator = gaussianSensing({ rows: m, columns: n, measurements: 40, seed: 2 });
export const truth = { left: gaussian(2 * m), right: gaussian(2 * n) };

/** 40 measurements of a matrix of rank 2, sought with these columns at this ridge. */
export function sensing(rank: number, strength: number, noise = 0) {
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

export const atTruth = (problem: Problem): Point => {
  const point = problem.point();
  point.set(truth.left);
  point.set(truth.right, truth.left.length);
  return point;
};

/** What must be true of every inspection, whatever the point. */
export function isConsistent(found: Inspection, problem: Problem): void {
  const answered = [...found.certificates.map(({ claim }) => claim), ...found.notApplicable, ...found.notComputed];
  expect(answered.sort()).toEqual(Object.keys(certificates).sort());
  const verdictOf = (claim: string) => found.certificates.find((it) => it.claim === claim)?.verdict;
  expect(found.certified).toBe(verdictOf("globallyOptimal") === "holds");
  expect(/no .* of any rank does better/i.test(found.headline)).toBe(found.certified);
  expect(found.headline.includes("of this rank does better")).toBe(
    !found.certified && verdictOf("bestApproximation") === "holds",
  );
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

export async function inspected(problem: Problem, point: Point, options = {}): Promise<Inspection> {
  const before = point.slice();
  const found = await inspect(problem, point, options);
  expect(point).toEqual(before);
  isConsistent(found, problem);
  return found;
}
