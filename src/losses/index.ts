import { absolute } from "./absolute.ts";
import { huber } from "./huber.ts";
import { kullbackLeibler } from "./kullback-leibler.ts";
import { leastSquares } from "./least-squares.ts";
import { logistic } from "./logistic.ts";
import type { Loss } from "./loss.ts";
import { poisson } from "./poisson.ts";

export type { Loss, QuadraticLoss, SmoothLoss } from "./loss.ts";
export { absolute, huber, kullbackLeibler, leastSquares, logistic, poisson };

/** Every loss, by name. */
export const losses = { leastSquares, absolute, huber, logistic, poisson, kullbackLeibler } satisfies Record<
  string,
  () => Loss
>;
