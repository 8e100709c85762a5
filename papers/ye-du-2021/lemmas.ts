import { type Matrix, matrix, random, symmetricEigen } from "../../src/index.ts";
import { diagonal, outer, product, sum } from "./algebra.ts";

/** How far above their bounds the two lemmas' eigenvalues stayed, at worst; negative for a counterexample. */
export interface LemmaMargins {
  readonly signal: number;
  readonly residual: number;
}

/** β of the lemmas, which ask for η ≤ β/(8σ₁), and the constant (8 + 6β)/(1 − β) of their error term. */
const BETA = 0.5;
const CONSTANT = (8 + 6 * BETA) / (1 - BETA);

/**
 * Tries the two eigenvalue lemmas on random S_d, S and P of sizes 1 to 5. For symmetric S ⪰ 0 with λ₁(S) ≤ 2σ₁ and s = λ_d(S),
 * λ_d((I + η(S_d − S)) S (I + η(S_d − S))) ≥ (1 + η(σ_d − s))² s − C σ₁³η²; for p = λ_d(P) < 0,
 * λ_d((I − η(S_d − P)) P (I − η(S_d − P))) ≥ (1 − ησ_d)² p − C σ₁³η².
 */
export function lemmaMargins(trials: number, seed: number): LemmaMargins {
  const draw = random(seed).fork("lemmas");
  let [signal, residual] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let trial = 0; trial < trials; trial++) {
    const size = 1 + draw.integer(5);
    const values = Array.from({ length: size }, () => 0.01 + draw.uniform()).sort((x, y) => y - x);
    const [largest, least] = [values[0], values[size - 1]];
    const eta = (BETA / (8 * largest)) * draw.uniform();
    const slack = CONSTANT * largest ** 3 * eta ** 2;
    const target = diagonal(values);

    const root = gaussian(size, draw.gaussian);
    const drawn = outer(root);
    const s = sum([(2 * largest * draw.uniform()) / eigenvalues(drawn)[size - 1], drawn]);
    const lowest = eigenvalues(s)[0];
    const grown = lowestAfter(sum([1, target], [-1, s]), eta, s);
    signal = Math.min(signal, grown - (1 + eta * (least - lowest)) ** 2 * lowest + slack);

    // P = S_d − S for another S: its least eigenvalue takes both signs.
    const p = sum([1, target], [-1, s]);
    const [negative] = eigenvalues(p);
    const shrunk = lowestAfter(sum([-1, target], [1, p]), eta, p);
    const bound = negative < 0 ? (1 - eta * least) ** 2 * negative - slack : 0;
    residual = Math.min(residual, shrunk - bound);
  }
  return { signal, residual };
}

const eigenvalues = (x: Matrix): Float64Array => symmetricEigen(x).values;

/** The least eigenvalue of (I + ηD) X (I + ηD). */
function lowestAfter(d: Matrix, eta: number, x: Matrix): number {
  const turn = sum([1, diagonal(new Float64Array(x.rows).fill(1))], [eta, d]);
  return eigenvalues(product(turn, x, turn))[0];
}

function gaussian(size: number, draw: () => number): Matrix {
  return matrix(size, size, Float64Array.from({ length: size * size }, draw));
}
