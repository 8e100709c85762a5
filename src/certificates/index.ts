import type { Steps } from "../kernels/steps.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import type { Problem } from "../problem/problem.ts";
import { bestApproximation } from "./best-approximation.ts";
import type { Certificate } from "./certificate.ts";
import { firstOrder } from "./first-order.ts";
import { globallyOptimal } from "./globally-optimal.ts";
import { identifiability } from "./identifiability.ts";

export type { BestApproximationOptions } from "./best-approximation.ts";
export type { Certificate, Evidence, Verdict, Witness } from "./certificate.ts";
export type { GloballyOptimalOptions } from "./globally-optimal.ts";
export type { IdentifiabilityOptions } from "./identifiability.ts";
export { bestApproximation, firstOrder, globallyOptimal, identifiability };

/** Every certificate, by the claim that it makes. */
export const certificates = { bestApproximation, firstOrder, globallyOptimal, identifiability } satisfies Record<
  string,
  (problem: Problem, point: Point) => Steps<Certificate>
>;
