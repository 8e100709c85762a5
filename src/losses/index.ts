import { huber } from "./huber.ts";
import { leastSquares } from "./least-squares.ts";
import { logistic } from "./logistic.ts";
import type { Loss } from "./loss.ts";
import { poisson } from "./poisson.ts";

export type { Loss, QuadraticLoss, SmoothLoss } from "./loss.ts";
export { huber, leastSquares, logistic, poisson };

/** Every loss, by name. */
export const losses = { leastSquares, huber, logistic, poisson } satisfies Record<string, () => Loss>;
