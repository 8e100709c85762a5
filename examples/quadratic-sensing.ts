/** Phase retrieval: a signal from the sizes of its inner products, y_k = ⟨a_k, x⟩² = a_kᵀ (x xᵀ) a_k, the signs lost. */
import {
  afterIterations,
  finish,
  gradientNormBelow,
  leastSquares,
  quadraticSensing,
  random,
  recoveryProblem,
  ridge,
  solve,
  spectralStart,
  symmetric,
  truncatedNewton,
} from "../src/index.ts";

const size = 60;
const signal = Float64Array.from({ length: size }, (_, i) => Math.sin(i / 5) + (i > 30 ? 1 : 0));

const measurements = 6 * size;
const draw = random(8);
const vectors = Float64Array.from({ length: measurements * size }, () => draw.gaussian());
const observed = Float64Array.from({ length: measurements }, (_, k) => {
  return signal.reduce((sum, x, i) => sum + vectors[k * size + i] * x, 0) ** 2;
});

const problem = recoveryProblem({
  operator: quadraticSensing({ vectors, size }),
  observed,
  loss: leastSquares(),
  regularizer: ridge({ ridge: 0 }),
  parametrization: symmetric({ rows: size, columns: size, rank: 1 }),
});
const start = finish(spectralStart(problem));
const stop = [gradientNormBelow(1e-8), afterIterations(100)];
const { best, iterations, stopped } = finish(solve(problem, truncatedNewton(), { start, stop }));

const { left } = problem.parametrization.parts(best);
// x and −x have the same inner products but for the sign.
const sign = Math.sign(left[40]);
const error = Math.max(...signal.map((x, i) => Math.abs(sign * left[i] - x)));
console.log(`${iterations} iterations (${stopped.rule}), ${problem.store.counts.applications} applications of 𝒜`);
console.log(`largest error of the signal, up to its sign: ${error}`);
