import { leastSquares } from "./least-squares.ts";
import type { Loss } from "./loss.ts";

export type { Loss, QuadraticLoss, SmoothLoss } from "./loss.ts";
export { leastSquares };

/** Every loss, by name. */
export const losses = { leastSquares } satisfies Record<string, () => Loss>;
