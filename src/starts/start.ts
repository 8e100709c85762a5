import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";

/** Where a descent begins: a point of a problem, at once where it takes no work; the same seed gives the same bits. */
export type Start<Options> = (problem: Problem, options: Options) => Point | Steps<Point>;
