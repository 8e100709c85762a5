import { bestApproximation, isApproximation } from "./best-approximation.ts";
import { bestOfRank, isSigned } from "./best-of-rank.ts";
import type { Claim } from "./certificate.ts";
import { disguisedConvexity } from "./disguised-convexity.ts";
import { firstOrder } from "./first-order.ts";
import { globallyOptimal } from "./globally-optimal.ts";
import { identifiability } from "./identifiability.ts";
import { hasKinks, noDescentCurve } from "./no-descent-curve.ts";
import { hasIsometry, restrictedIsometry } from "./restricted-isometry.ts";
import { hasCurvature, secondOrder } from "./second-order.ts";
import { hasConeCurvature, secondOrderNonnegative } from "./second-order-nonnegative.ts";

export type { BestApproximationOptions } from "./best-approximation.ts";
export type { BestOfRankOptions, RankBound } from "./best-of-rank.ts";
export type { Certificate, Claim, ClaimOptions, Evidence, PointKind, Verdict, Witness } from "./certificate.ts";
export type { DisguisedConvexityOptions } from "./disguised-convexity.ts";
export type { GloballyOptimalOptions } from "./globally-optimal.ts";
export type { IdentifiabilityOptions } from "./identifiability.ts";
export type { NoDescentCurveOptions } from "./no-descent-curve.ts";
export type { CurveCertificate } from "./no-descent-curve-verdicts.ts";
export type { RestrictedIsometryOptions } from "./restricted-isometry.ts";
export type { SecondOrderOptions } from "./second-order.ts";
export type { SecondOrderNonnegativeOptions } from "./second-order-nonnegative.ts";
export {
  bestApproximation,
  bestOfRank,
  disguisedConvexity,
  firstOrder,
  globallyOptimal,
  identifiability,
  noDescentCurve,
  restrictedIsometry,
  secondOrder,
  secondOrderNonnegative,
};

function claim(certify: Claim["certify"], applies: Claim["applies"] = () => true): Claim {
  return { certify, applies };
}

/** Every certificate, by the claim that it makes, in the order in which a reader asks. */
export const certificates = {
  firstOrder: claim(firstOrder),
  secondOrder: claim(secondOrder, hasCurvature),
  secondOrderNonnegative: claim(secondOrderNonnegative, hasConeCurvature),
  noDescentCurve: claim(noDescentCurve, hasKinks),
  disguisedConvexity: claim(disguisedConvexity, hasCurvature),
  globallyOptimal: claim(globallyOptimal),
  bestApproximation: claim(bestApproximation, (problem) => isApproximation(problem) && !isSigned(problem)),
  bestOfRank: claim(bestOfRank, isSigned),
  identifiability: claim(identifiability),
  restrictedIsometry: claim(restrictedIsometry, hasIsometry),
} satisfies Record<string, Claim>;
