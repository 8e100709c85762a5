import { describe, expect, test } from "vitest";
import { provenEigenvalue } from "../../src/certificates/eigenvalue-proof.ts";
import { splitEigenvalue } from "../../src/certificates/split-eigenvalue.ts";
import {
  entrySampling,
  finish,
  fullObservation,
  type Matrix,
  matrix,
  type Random,
  random,
  svd,
} from "../../src/index.ts";
import { store } from "../../src/problem/store.ts";
import { eigen } from "../oracles/semidefinite.ts";

const gaussians = (draw: Random, length: number) => Float64Array.from({ length }, () => draw.gaussian());

/** Q diag(λ) Qᵀ with a random orthonormal Q. */
function withEigenvalues(values: readonly number[], draw: Random): { s: Matrix; q: Matrix } {
  const n = values.length;
  const { u: q } = svd(matrix(n, n, gaussians(draw, n * n)));
  const s = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (const [c, value] of values.entries()) s.data[i * n + j] += q.data[i * n + c] * value * q.data[j * n + c];
    }
  }
  return { s, q };
}

/** A dense matrix as 𝒜*(z) of single entries or of full observation. */
function bound(g: Matrix, dense: boolean) {
  const n = g.rows;
  const cells = { length: n * n };
  const entries = entrySampling({
    rows: n,
    columns: n,
    rowIndex: Int32Array.from(cells, (_, cell) => Math.floor(cell / n)),
    columnIndex: Int32Array.from(cells, (_, cell) => cell % n),
  });
  const shared = store(dense ? fullObservation({ rows: n, columns: n }) : entries);
  return { shared, g: finish(shared.bound.backProjection(g.data)) };
}

const topOf = (s: Matrix) => Math.max(...eigen(s.data, s.rows).values);

/** S plus an antisymmetric matrix, of which λ_max(sym) knows nothing. */
const tilted = (s: Matrix, draw: Random, size: number): Matrix => {
  const n = s.rows;
  const turn = gaussians(draw, n * n);
  return matrix(
    n,
    n,
    s.data.map((x, at) => x + size * (turn[at] - turn[(at % n) * n + Math.floor(at / n)])),
  );
};

describe("bounds on λ_max of the symmetric part", () => {
  test.for([1, 2, 7, 16])("splitEigenvalue is never below it, and close where the basis fits, side %i", (n) => {
    for (let seed = 0; seed < 60; seed++) {
      const draw = random(seed).fork(`splitEigenvalue ${n}`);
      const rank = Math.min(n, draw.integer(4));
      const top = [-3, 0, 0.3, 0.99, 1 - 1e-9, 1, 1 + 1e-6, 2][draw.integer(8)];
      const depth = [0, 1, 1e3, 1e6][draw.integer(4)];
      const values = Array.from({ length: n }, (_, c) =>
        c < rank ? 1 : c === rank ? top : top - draw.uniform() * (1 + depth),
      );
      const { s, q } = withEigenvalues(values, draw);
      const basis = matrix(n, rank);
      const noise = [0, 0, 1e-8, 1e-4][draw.integer(4)];
      for (let i = 0; i < n; i++) {
        for (let c = 0; c < rank; c++) basis.data[i * rank + c] = q.data[i * n + c] + noise * draw.gaussian();
      }
      const u = noise > 0 && rank > 0 ? svd(basis).u : basis;
      const found = finish(
        splitEigenvalue(bound(tilted(s, draw, 0.5), seed % 2 === 0).g, {
          u,
          v: u,
          directions: rank,
          random: draw.fork("start"),
          ridge: 1,
          mostSteps: 300,
          failureProbability: 1e-6,
        }),
      );
      const truth = topOf(s);
      const scale = Math.max(...values.map(Math.abs));
      expect(found.upper).toBeGreaterThanOrEqual(truth - 4e-15 * n * scale);
      if (noise === 0)
        expect(found.upper).toBeLessThanOrEqual(Math.max(1, truth) + 1e-11 * scale + (top > 1 ? truth : 0));
      for (const value of found.values) expect(value).toBeLessThanOrEqual(truth + 1e-13 * n * scale);
      expect(found.left).toEqual(found.right);
    }
  });

  test("a deep negative end does not hide a small eigenvalue above λ", () => {
    // Lanczos ends early here: to its rounding nothing is left beside −10²⁰.
    const n = 6;
    const g = matrix(n, n);
    g.data[0] = -1e20;
    g.data[7] = 2;
    const options = {
      u: matrix(n, 0),
      v: matrix(n, 0),
      directions: 0,
      ridge: 1,
      mostSteps: 300,
      failureProbability: 1e-6,
    };
    for (let seed = 0; seed < 20; seed++) {
      const { upper } = finish(splitEigenvalue(bound(g, true).g, { ...options, random: random(seed) }));
      expect(upper).toBeGreaterThanOrEqual(2);
    }
  });

  test.for([1, 5, 20])("provenEigenvalue proves what is true and breaks down below, side %i", (n) => {
    for (let seed = 0; seed < 15; seed++) {
      const draw = random(seed).fork(`provenEigenvalue ${n}`);
      const scale = 10 ** (draw.integer(9) - 4);
      const { s } = withEigenvalues(
        Array.from({ length: n }, () => scale * (draw.uniform() - [0, 0.5, 2][draw.integer(3)])),
        draw,
      );
      const truth = topOf(s);
      const size = Math.max(...eigen(s.data, n).values.map(Math.abs));
      const prove = (sigma: number) => {
        const { shared, g } = bound(tilted(s, draw, seed % 3), seed % 2 === 0);
        return finish(provenEigenvalue(shared, g, sigma));
      };
      for (const excess of [1e-11, 1e-8, 1e-3, 1, 1e3]) {
        const proven = prove(truth + excess * size);
        expect(proven).toBeGreaterThanOrEqual(truth);
        expect(proven).toBeLessThanOrEqual(truth + excess * size + 2e-15 * n * (n + 2) * (1 + excess) * size);
      }
      for (const shortfall of [1e-10, 1e-8, 1e-3, 0.5]) expect(prove(truth - shortfall * size)).toBeUndefined();
      const margin = prove(truth - 1e-15 * size);
      expect(margin === undefined || margin >= truth).toBe(true);
    }
  });
});
