import type { Steps } from "../kernels/steps.ts";
import type { PreparedObservations } from "../operators/operator.ts";
import type { Point } from "../parametrizations/parametrization.ts";
import { penalty } from "../regularizers/regularizer.ts";
import type { BlockSolveOutcome } from "./problem.ts";
import type { ProblemContext } from "./problem-context.ts";

/**
 * The exact minimiser over one factor and its biases, the other side held; then the mean, exactly. A shift between the
 * mean and the biases leaves every prediction alone, so the biases are centred first: without that the two
 * exchange their sum at the rate n/(n + λ_b) a sweep, the slowest mode of all.
 */
export function blockSolve(
  context: ProblemContext,
): (side: "left" | "right", point: Point) => Steps<BlockSolveOutcome> {
  const { store, parametrization, regularizer } = context;
  const { memory } = store.workspace;
  const solver = store.bound.factorSolve!;
  const solvable = parametrization.solve!;
  const { ridge, biasRidge, weights } = regularizer;
  let prepared: PreparedObservations | undefined;

  return function* (side, point) {
    prepared ??= yield* solver.prepare(context.target);
    const { left, right } = context.factors();
    const parts = parametrization.parts(point);
    const columns = solvable[side];
    // The right side's own columns hold c alone, so that a row that stays keeps it: μ comes as the shift.
    const mean = parts.mean[0] ?? 0;
    const shift = side === "right" ? mean : 0;
    if (shift !== 0) parts.mean[0] = 0;
    parametrization.writeFactors(point, memory.floats(left.block), memory.floats(right.block), left.stride);
    if (shift !== 0) parts.mean[0] = mean;
    store.current = { evaluation: undefined, predicted: false };
    store.counts.blockSolves += 1;

    const strength = columns.isBias.map((bias) => (bias ? 0 : ridge));
    const outcome = yield* solver.run({
      side,
      observed: prepared,
      own: side === "left" ? left : right,
      other: side === "left" ? right : left,
      first: columns.first,
      count: columns.count,
      fixed: columns.fixed,
      shift,
      fixedRidge: Float64Array.from(columns.isBias, (bias, c) => (bias ? biasRidge : weights ? 0 : strength[c])),
      scaledRidge: Float64Array.from(strength, (value) => (weights ? value : 0)),
      counts: weights ? weights[side === "left" ? "rows" : "columns"] : null,
    });
    columns.readBack(memory.floats((side === "left" ? left : right).block), left.stride, point);

    let loss = 0.5 * outcome.sumOfSquares;
    if (parts.mean.length > 0 && outcome.totalWeight > 0) {
      parts.mean[0] += centre(parts.rowBias, (i) => solver.sees("left", i));
      parts.mean[0] += centre(parts.columnBias, (j) => solver.sees("right", j));
      const step = outcome.weightedSum / outcome.totalWeight;
      parts.mean[0] += step;
      loss -= 0.5 * step * outcome.weightedSum;
    }
    return { value: loss + penalty(regularizer, parts), failed: outcome.failed };
  };
}

/**
 * Subtracts from a bias its mean over the rows that are seen, and returns it. The others keep what they have: nothing
 * would bring them back where their ridge is 0.
 */
function centre(bias: Point, seen: (row: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < bias.length; i++) {
    if (!seen(i)) continue;
    sum += bias[i];
    count += 1;
  }
  if (count === 0) return 0;
  const mean = sum / count;
  for (let i = 0; i < bias.length; i++) if (seen(i)) bias[i] -= mean;
  return mean;
}
