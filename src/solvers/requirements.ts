import { canBlockSolve, canNonnegativeSolve, type Problem } from "../problem/problem.ts";

/** What a method may ask of a problem, beyond a value. */
export type Requirement =
  | "gradient"
  | "subgradient"
  | "kinks"
  | "entries"
  | "nonnegative"
  | "anySign"
  | "hessianVector"
  | "leastSquares"
  | "blockSolve"
  | "nonnegativeSolve"
  | "factored"
  | "sides"
  | "factors"
  | "isometry"
  | "penalized"
  | "unpenalized";

interface Condition {
  met(problem: Problem): boolean;
  /** What is missing, and what to use instead. */
  readonly otherwise: string;
}

const REQUIREMENTS: Record<Requirement | "free", Condition> = {
  gradient: {
    met: ({ loss }) => loss.subdifferential === undefined,
    otherwise: "a loss without kinks; subgradientMethod takes the absolute loss",
  },
  subgradient: { met: () => true, otherwise: "" },
  kinks: {
    met: ({ loss }) => loss.subdifferential !== undefined,
    otherwise: "the absolute loss; alternatingLeastSquares takes least squares",
  },
  entries: {
    met: ({ store }) => store.bound.factorSolve !== undefined,
    otherwise: "single entries, or all of them; subgradientMethod takes any measurements",
  },
  anySign: { met: () => true, otherwise: "" },
  nonnegative: {
    met: ({ parametrization }) => parametrization.nonnegative,
    otherwise: "nonnegative factors; gradientDescent takes factors of any sign",
  },
  free: {
    met: ({ parametrization }) => !parametrization.nonnegative,
    otherwise: "factors of any sign; projectedGradient keeps nonnegative ones",
  },
  hessianVector: {
    met: ({ loss }) => loss.curvature !== undefined,
    otherwise: "a loss with second derivatives; gradientDescent needs none",
  },
  leastSquares: {
    met: ({ loss }) => loss.quadratic === true,
    otherwise: "the least-squares loss; truncatedNewton takes any loss with second derivatives",
  },
  blockSolve: {
    met: canBlockSolve,
    otherwise: "least squares over two factors, each of which can be solved for; gradientDescent needs only a gradient",
  },
  nonnegativeSolve: {
    met: canNonnegativeSolve,
    otherwise:
      "least squares over two nonnegative factors of a matrix observed in full or at entries; projectedGradient takes any operator",
  },
  factored: {
    met: ({ parametrization }) => parametrization.factored,
    otherwise: "points made of factors; lbfgs and gradientDescent take any parametrization",
  },
  sides: {
    met: ({ parametrization }) => parametrization.solve !== undefined,
    otherwise: "two factors, each of which moves while the other stands; gradientDescent takes any parametrization",
  },
  factors: {
    met: ({ parametrization: { factored, biases } }) => factored && !biases.mean && !biases.rows && !biases.columns,
    otherwise: "factors that move freely, without biases; gradientDescent takes any parametrization",
  },
  isometry: {
    met: ({ operator, regularizer }) => operator.isometry === true && regularizer.weights === null,
    otherwise: "a matrix observed in full, without weights; alternatingLeastSquares takes any operator",
  },
  penalized: {
    met: ({ regularizer: { ridge } }) => ridge > 0,
    otherwise: "a ridge above 0; alternatingLeastSquares takes any",
  },
  unpenalized: {
    met: ({ regularizer: { ridge, biasRidge } }) => ridge === 0 && biasRidge === 0,
    otherwise: "a ridge of 0; levenbergMarquardt takes a penalty",
  },
};

/** What a method needs, with what goes without saying: a method for kinks or signs says so. */
function allNeeds({ needs }: Needing): (Requirement | "free")[] {
  return [
    ...needs,
    ...(needs.includes("subgradient") ? [] : (["gradient"] as const)),
    ...(needs.includes("nonnegative") || needs.includes("anySign") ? [] : (["free"] as const)),
  ];
}

interface Needing {
  readonly needs: readonly Requirement[];
}

/**
 * Checks that a problem offers what a method needs.
 *
 * @throws RangeError naming what is missing, and what to use instead.
 */
export function checkRequirements(problem: Problem, solver: Needing & { readonly name: string }): void {
  const missing = allNeeds(solver).find((need) => !REQUIREMENTS[need].met(problem));
  if (missing) throw new RangeError(`${solver.name}: expected ${REQUIREMENTS[missing].otherwise}`);
}

/** Does a problem offer all that a method needs. */
export function suits(problem: Problem, solver: Needing): boolean {
  return allNeeds(solver).every((need) => REQUIREMENTS[need].met(problem));
}
