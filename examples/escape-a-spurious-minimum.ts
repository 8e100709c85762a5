/** Perturbed completion: a spurious minimum, every way out of it with the fall it promises, and where descents from there end. */
import {
  afterIterations,
  escapeFeasibility,
  finish,
  globallyOptimal,
  gradientNormBelow,
  lbfgs,
  oracleDirection,
  type Point,
  perturbedCompletion,
  simulatedOracle,
  solve,
} from "../src/index.ts";

// 40 × 40, one sign of the truth flipped: a strict local minimum, not the global one.
const { problem, spurious } = perturbedCompletion({ size: 40, perturbation: 0.1 });
const [stuck] = spurious;
const value = (point: Point) => finish(problem.at(point).value());
const certificate = finish(globallyOptimal(problem, stuck));
console.log(`f = ${value(stuck).toFixed(4)}. ${certificate.sentence}`);

const oracle = finish(oracleDirection(problem, stuck));
const { exact } = escapeFeasibility(oracle);
console.log(`One step along u qᵀ ${exact > 1 ? "lowers f" : "lowers nothing"}: feasibility ${exact.toFixed(3)}.`);

const out = finish(simulatedOracle().leave(problem, stuck, certificate));
if (!("ways" in out)) throw new Error(out.reason);
for (const { kind, start, predictedFall } of out.ways) {
  const stop = [gradientNormBelow(1e-10), afterIterations(500)];
  const { bestValue } = finish(solve(problem, lbfgs(), { start, stop }));
  const [predicted, measured] = [value(stuck) - predictedFall, value(start)].map((f) => f.toFixed(4));
  console.log(
    `${kind}: f = ${predicted} predicted, ${measured} measured; a descent ends at ${bestValue.toExponential(0)}.`,
  );
}
