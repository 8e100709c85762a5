import { numberText } from "../number-text.ts";
import type { Verdict } from "./certificate.ts";

/** The verdict on disguised convexity in plain words, from its numbers. */
export function convexitySentence(verdict: Verdict, numbers: Readonly<Record<string, number>>): string {
  const { smallest, smallestAtLeast, largest, curvature, contraction, distance, curvatureWithin, pointNorm } = numbers;
  if (verdict === "fails") {
    return `Not convex here, even beyond the symmetry: along a known direction the objective has the negative curvature ${numberText(curvature, 3)}.`;
  }
  if (verdict === "undecided") {
    return `Undecided: the least curvature beyond the symmetry, about ${numberText(smallest, 2)} where the largest is ${numberText(largest, 2)}, could not be told from zero.`;
  }
  const near =
    distance === 0
      ? "the point is a local minimum"
      : curvatureWithin !== undefined
        ? `a local minimum lies within ${numberText(distance, 2)} (shown: the curvature stays above ${numberText(curvatureWithin, 2)} that far)`
        : distance < pointNorm
          ? `a local minimum lies within ${numberText(distance, 2)} if the curvature stays so nearby (estimated)`
          : "the gradient is too large to tell how near a local minimum is";
  return (
    `Beyond the symmetry the objective is strongly convex about this point: its curvature is at least ${numberText(smallestAtLeast, 3)}, ` +
    `a gradient step can shrink the distance by the factor ${numberText(contraction, 3)}, and ${near}. ` +
    "Which minimum that is, the global one or a spurious one, this does not say: it holds at a spurious strict minimum, too."
  );
}
