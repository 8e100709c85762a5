import {
  afterIterations,
  finish,
  fixedStep,
  gradientDescent,
  type Matrix,
  type Problem,
  random,
  randomStart,
  type Svd,
  type Symmetrised,
  solve,
  symmetrised,
} from "../../src/index.ts";
import { diagonal, distance, gram, inner, outer, product, sum, symmetrically } from "./algebra.ts";
import { instance } from "./instance.ts";

/** Largest errors over random points, but for those of what the text prints, which are the least. */
export interface IdentityErrors {
  /** One step of descent against the formulas for A, B, J, K. */
  readonly step: number;
  /** The same for P, and with B + ηPB in place of B − ηPB, as the text prints. */
  readonly residual: number;
  readonly residualAsPrinted: number;
  /** 2f against the five squares. */
  readonly fiveTerms: number;
  /** d‖B‖²/dt where J = K = 0 against −2 tr(BᵀPB) − ‖Q‖², and against tr(BᵀPB) − ½‖Q‖², as the text prints. */
  readonly growth: number;
  readonly growthAsPrinted: number;
}

const SHAPE = [9, 7] as const;
const SINGULAR_VALUES = [1, 0.7, 0.4];

/** Takes one step of the library's descent from each of many random points, and compares. */
export function identityErrors(points: number, seed: number): IdentityErrors {
  const { truth, problem } = instance({ shape: SHAPE, singularValues: SINGULAR_VALUES, seed });
  const draw = random(seed).fork("steps");
  const errors = Array.from({ length: points }, (_, k) => {
    const start = randomStart(problem, { scale: 0.4, seed: seed + k });
    const eta = 0.05 + 0.4 * draw.uniform();
    return errorsAt(truth, problem, start, eta);
  });
  const most = (name: keyof IdentityErrors) => Math.max(...errors.map((error) => error[name]));
  const least = (name: keyof IdentityErrors) => Math.min(...errors.map((error) => error[name]));
  return {
    step: most("step"),
    residual: most("residual"),
    residualAsPrinted: least("residualAsPrinted"),
    fiveTerms: most("fiveTerms"),
    growth: most("growth"),
    growthAsPrinted: least("growthAsPrinted"),
  };
}

function errorsAt(truth: Svd, problem: Problem, start: ReturnType<Problem["point"]>, eta: number): IdentityErrors {
  const { parametrization } = problem;
  const options = { start, stop: [afterIterations(1)] };
  const { last } = finish(solve(problem, gradientDescent({ step: fixedStep(eta) }), options));
  const before = symmetrised(truth, parametrization.parts(start));
  const after = symmetrised(truth, parametrization.parts(last));
  const value = finish(problem.at(start).value());
  const next = predicted(truth, before, eta);
  const { ours, printed } = growths(truth, problem, start);
  return {
    step: Math.max(...(["a", "b", "j", "k"] as const).map((name) => distance(after[name], next[name]))),
    residual: distance(after.p, next.p),
    residualAsPrinted: distance(after.p, next.printed),
    fiveTerms: Math.abs(fiveTerms(before) - 2 * value),
    growth: ours,
    growthAsPrinted: printed,
  };
}

/** ‖P‖² + ‖Q‖² + ‖U₁Kᵀ‖² + ‖J V₁ᵀ‖² + ‖J Kᵀ‖². */
function fiveTerms({ a, b, j, k, p, q }: Symmetrised): number {
  const [u1, v1] = [sum([1, a], [1, b]), sum([1, a], [-1, b])];
  return [p, q, outer(u1, k), outer(j, v1), outer(j, k)].reduce((total, term) => total + inner(term, term), 0);
}

/** A, B, J, K and P after one step, by the paper's formulas; `printed` is P with the text's sign. */
function predicted({ singularValues }: Svd, { a, b, j, k, p, q }: Symmetrised, eta: number) {
  const s = diagonal(singularValues);
  const [u1, v1] = [sum([1, a], [1, b]), sum([1, a], [-1, b])];
  const plus = sum([0.5, gram(k)], [0.5, gram(j)]);
  const minus = sum([0.5, gram(k)], [-0.5, gram(j)]);
  const c = sum([-1, product(q, b)], [-1, product(a, plus)], [-1, product(b, minus)]);
  const d = sum([1, product(q, a)], [-1, product(a, minus)], [-1, product(b, plus)]);
  const at = sum([1, a], [eta, product(p, a)]);
  const bt = sum([1, b], [-eta, product(p, b)]);
  const bb = outer(b);
  const rest = sum([1, s], [-1, p]);
  const residual = (bTerm: Matrix): Matrix =>
    sum(
      [1, p],
      [-eta, symmetrically(product(p, rest))],
      [eta ** 2, sum([1, product(p, p, p)], [-1, product(p, s, p)])],
      [-2 * eta, symmetrically(product(bb, p))],
      [-eta, symmetrically(outer(at, c))],
      [-(eta ** 2), outer(c)],
      [eta, symmetrically(outer(bTerm, d))],
      [eta ** 2, outer(d)],
    );
  return {
    a: sum([1, at], [eta, c]),
    b: sum([1, bt], [eta, d]),
    j: sum([1, j], [-eta, product(j, sum([1, gram(v1)], [1, gram(k)]))]),
    k: sum([1, k], [-eta, product(k, sum([1, gram(u1)], [1, gram(j)]))]),
    p: residual(bt),
    printed: residual(sum([1, b], [eta, product(p, b)])),
  };
}

/** How far d‖B‖²/dt is from each of the two formulas, at the point's part inside the truth's spaces, where J = K = 0. */
function growths(truth: Svd, problem: Problem, start: ReturnType<Problem["point"]>) {
  const { parametrization } = problem;
  const at = symmetrised(truth, parametrization.parts(start));
  const point = problem.point();
  const factors = {
    left: product(truth.u, sum([1, at.a], [1, at.b])),
    right: product(truth.v, sum([1, at.a], [-1, at.b])),
  };
  parametrization.setFactors(factors, point);
  const { b, p, q } = symmetrised(truth, parametrization.parts(point));
  const flow = finish(problem.at(point).gradient()).map((value) => -value);
  // B depends linearly on the point, so that B of the flow is the flow of B.
  const growth = 2 * inner(b, symmetrised(truth, parametrization.parts(flow)).b);
  const [bent, skew] = [inner(b, product(p, b)), inner(q, q)];
  return { ours: Math.abs(growth + 2 * bent + skew), printed: Math.abs(growth - bent + 0.5 * skew) };
}
