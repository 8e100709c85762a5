import { bestApproximation, isApproximation } from "./best-approximation.ts";
import type { Claim } from "./certificate.ts";
import { disguisedConvexity } from "./disguised-convexity.ts";
import { firstOrder } from "./first-order.ts";
import { globallyOptimal } from "./globally-optimal.ts";
import { identifiability } from "./identifiability.ts";
import { hasIsometry, restrictedIsometry } from "./restricted-isometry.ts";
import { hasCurvature, secondOrder } from "./second-order.ts";

export type { BestApproximationOptions } from "./best-approximation.ts";
export type { Certificate, Claim, ClaimOptions, Evidence, PointKind, Verdict, Witness } from "./certificate.ts";
export type { DisguisedConvexityOptions } from "./disguised-convexity.ts";
export type { GloballyOptimalOptions } from "./globally-optimal.ts";
export type { IdentifiabilityOptions } from "./identifiability.ts";
export type { RestrictedIsometryOptions } from "./restricted-isometry.ts";
export type { SecondOrderOptions } from "./second-order.ts";
export {
  bestApproximation,
  disguisedConvexity,
  firstOrder,
  globallyOptimal,
  identifiability,
  restrictedIsometry,
  secondOrder,
};

const always = () => true;

/** Every certificate, by the claim that it makes, in the order in which a reader asks. */
export const certificates = {
  firstOrder: { certify: firstOrder, applies: always },
  secondOrder: { certify: secondOrder, applies: hasCurvature },
  disguisedConvexity: { certify: disguisedConvexity, applies: hasCurvature },
  globallyOptimal: { certify: globallyOptimal, applies: always },
  bestApproximation: { certify: bestApproximation, applies: isApproximation },
  identifiability: { certify: identifiability, applies: always },
  restrictedIsometry: { certify: restrictedIsometry, applies: hasIsometry },
} satisfies Record<string, Claim>;
