/**
 * Explicit lifting of order 3 against the escape that simulates it, from one spurious minimum of perturbed completion to the
 * truth: gradient descent on ½‖𝒜^{⊗3}(w wᵀ) − y^{⊗3}‖² over tensors w of n³ numbers, from x̂⊗x̂⊗x̂ + 0.1 u⊗u⊗u, and the simulated oracle
 * direction with gradient descent from where it leads. Here 𝒜*𝒜 multiplies entry by entry: no lifting is cheaper. Prints ratios.
 *
 * Run: npx tsx bench/tensor-lifting.ts [n] [ε] [flipped signs]
 */
import {
  afterIterations,
  finish,
  firstOrder,
  gradientDescent,
  liftedCurvature,
  numberOf,
  oracleDirection,
  perturbedCompletion,
  simulatedOracle,
  solve,
  valueBelow,
} from "../src/index.ts";

const [size = 10, perturbation = 0.3, flipped = 2] = process.argv.slice(2).map(Number);
const { problem, truth, spurious } = perturbedCompletion({ size, perturbation });
const point = spurious.find((x) => x.filter((entry) => entry < 0).length === flipped);
if (!point)
  throw new RangeError(`no spurious minimum with ${flipped} flipped signs at n = ${size}, ε = ${perturbation}`);
const oracle = finish(oracleDirection(problem, point));
const curvature = numberOf(finish(liftedCurvature(oracle)).at(3));
console.log(
  `n = ${size}, ε = ${perturbation}, ${flipped} flipped: the lifted curvature of order 3 is ${curvature.toFixed(2)}`,
);

const EXACT = 1e-6;
const tensor = timed(() => liftedDescent(point, oracle.u));
const matrix = timed(() => {
  const found = finish(simulatedOracle().leave(problem, point, finish(firstOrder(problem, point))));
  if (!("ways" in found)) throw new Error(found.reason);
  const [{ start }] = found.ways;
  const stop = [valueBelow(EXACT), afterIterations(10_000)];
  const { iterations, value } = finish(solve(problem, gradientDescent(), { start, stop }));
  return { iterations, value, bytes: 8 * 2 * size ** 2 };
}, 20);

console.log(`with the tensor: ${tensor.iterations} iterations to h = ${tensor.value.toExponential(1)}`);
console.log(`without: ${matrix.iterations} iterations to f = ${matrix.value.toExponential(1)}`);
console.log(`time: ${Math.round(tensor.seconds / matrix.seconds)} times as long`);
console.log(`memory: ${Math.round(tensor.bytes / matrix.bytes)} times as much`);

/** Gradient descent with halved steps on the lifted objective, the weights and the target of its n⁶ entries stored. */
function liftedDescent(from: ArrayLike<number>, u: ArrayLike<number>) {
  const count = size ** 3;
  const mask = Float64Array.from({ length: size * size }, (_, cell) => {
    const [i, j] = [Math.floor(cell / size), cell % size];
    return i === j || i % 2 === 1 || j % 2 === 1 ? 1 : perturbation ** 2;
  });
  const digits = (k: number) => [Math.floor(k / size ** 2), Math.floor(k / size) % size, k % size];
  const places = Array.from({ length: count }, (_, k) => digits(k));
  const weights = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let weight = 1;
      for (let mode = 0; mode < 3; mode++) weight *= mask[places[i][mode] * size + places[j][mode]];
      weights[i * count + j] = weight;
    }
  }
  const power = (x: ArrayLike<number>) => Float64Array.from(places, ([a, b, c]) => x[a] * x[b] * x[c]);
  const z = power(truth);
  const [x, b] = [power(from), power(u)];
  let w = x.map((entry, k) => entry + 0.1 * b[k]);

  /** h and its gradient. */
  const evaluate = (at: Float64Array) => {
    const gradient = new Float64Array(count);
    let value = 0;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const error = at[i] * at[j] - z[i] * z[j];
        const weighted = weights[i * count + j] * error;
        value += 0.5 * weighted * error;
        gradient[i] += 2 * weighted * at[j];
      }
    }
    return { value, gradient };
  };
  let { value, gradient } = evaluate(w);
  let [iterations, evaluations, step] = [0, 1, 0.1];
  while (value > EXACT && iterations < 500) {
    const squared = gradient.reduce((sum, g) => sum + g * g, 0);
    for (;;) {
      const next = w.map((entry, k) => entry - step * gradient[k]);
      const there = evaluate(next);
      evaluations += 1;
      if (there.value <= value - 0.1 * step * squared) {
        [w, value, gradient] = [next, there.value, there.gradient];
        break;
      }
      step /= 2;
      if (step < 1e-12) return { iterations, evaluations, value, bytes: 8 * count * count };
    }
    step *= 1.5;
    iterations += 1;
  }
  return { iterations, evaluations, value, bytes: 8 * count * count };
}

/** The least time of some runs, in seconds. */
function timed<T>(run: () => T, times = 1): T & { seconds: number } {
  let seconds = Number.POSITIVE_INFINITY;
  let found = run();
  for (let k = 0; k < times; k++) {
    const began = performance.now();
    found = run();
    seconds = Math.min(seconds, (performance.now() - began) / 1e3);
  }
  return { ...found, seconds };
}
