import { describe, expect, test } from "vitest";
import { provenNorm } from "../../src/certificates/norm-proof.ts";
import { splitNorm } from "../../src/certificates/split-norm.ts";
import { finish } from "../../src/kernels/steps.ts";
import { type Matrix, matrix } from "../../src/linalg/matrix.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import { svd } from "../../src/linalg/svd.ts";
import { entrySampling } from "../../src/operators/index.ts";
import { store } from "../../src/problem/store.ts";
import { jacobi } from "../oracles/jacobi.ts";

/** ‖G‖₂ by the tests' own Jacobi rotations, good to a few units of the last place. */
const normOf = ({ rows, columns, data }: Matrix) => jacobi(data, rows, columns).values[0];

/** U diag(σ) Vᵀ with random orthonormal factors. */
function withSingularValues(rows: number, columns: number, sigma: readonly number[], draw: Random): Matrix {
  const gaussian = (m: number, n: number) =>
    matrix(
      m,
      n,
      Float64Array.from({ length: m * n }, () => draw.gaussian()),
    );
  const [u, v] = [svd(gaussian(rows, sigma.length)).u, svd(gaussian(columns, sigma.length)).u];
  const g = matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (const [c, s] of sigma.entries()) {
        g.data[i * columns + j] += u.data[i * sigma.length + c] * s * v.data[j * sigma.length + c];
      }
    }
  }
  return g;
}

/** The dense matrix as 𝒜*(z) of full observation, which is how the certificate meets it. */
function bound(g: Matrix) {
  const { rows, columns } = g;
  const rowIndex = Int32Array.from(g.data, (_, cell) => Math.floor(cell / columns));
  const columnIndex = Int32Array.from(g.data, (_, cell) => cell % columns);
  const shared = store(entrySampling({ rows, columns, rowIndex, columnIndex }));
  return { shared, g: finish(shared.bound.backProjection(g.data)) };
}

const columnsOf = (a: Matrix, count: number) => {
  const data = new Float64Array(a.rows * count);
  for (let i = 0; i < a.rows; i++) data.set(a.data.subarray(i * a.columns, i * a.columns + count), i * count);
  return matrix(a.rows, count, data);
};

const SHAPES: [number, number][] = [
  [12, 7],
  [7, 12],
  [30, 30],
  [1, 6],
  [6, 1],
];

describe.for(SHAPES)("splitNorm on %i×%i", ([rows, columns]) => {
  const least = Math.min(rows, columns);

  test("is never below the norm, however the bases lie, and close where they fit", () => {
    for (let seed = 0; seed < 40; seed++) {
      const draw = random(seed).fork(`splitNorm ${rows}×${columns}`);
      const rank = Math.min(least, draw.integer(5));
      // λ r-fold, as at an optimum, then a tail that begins anywhere from far below λ to just above it.
      const top = [0.3, 0.99, 1 - 1e-9, 1, 1 + 1e-6, 2][draw.integer(6)];
      const sigma = Array.from({ length: least }, (_, c) => (c < rank ? 1 : top * 0.8 ** (c - rank)));
      const g = withSingularValues(rows, columns, sigma, draw);
      const { u, v } = svd(g);
      const size = 10 ** -(2 + 2 * draw.integer(7));
      const turned = (basis: Matrix) =>
        svd(
          matrix(
            basis.rows,
            basis.columns,
            basis.data.map((x) => x + size * draw.gaussian()),
          ),
        ).u;
      const exact = draw.uniform() < 0.5;
      const bases = { u: columnsOf(u, rank), v: columnsOf(v, rank) };
      const found = finish(
        splitNorm(bound(g).g, {
          u: exact || rank === 0 ? bases.u : turned(bases.u),
          v: exact || rank === 0 ? bases.v : turned(bases.v),
          directions: rank,
          random: draw.fork("start"),
          ridge: 1,
          mostSteps: 300,
          failureProbability: 1e-6,
        }),
      );
      const norm = normOf(g);
      // Jacobi's own rounding and that of the bases: a few units per direction.
      expect(found.upper).toBeGreaterThanOrEqual(norm * (1 - 1e-14));
      if (exact) expect(found.upper).toBeLessThanOrEqual(Math.max(1, norm) * (1 + 1e-12) + (top > 1 ? norm : 0));
      for (let k = 0; k < found.values.length; k++) expect(found.values[k]).toBeLessThanOrEqual(norm * (1 + 1e-12));
    }
  });
});

test("splitNorm where both blocks have nearly one norm does not lose digits to cancellation", () => {
  const draw = random(3).fork("near");
  for (const apart of [0, 1e-15, 1e-12, 1e-9, 1e-7]) {
    const g = withSingularValues(9, 6, [1, 1, 1 - apart, 0.2], draw);
    const { u, v } = svd(g);
    const found = finish(
      splitNorm(bound(g).g, {
        u: columnsOf(u, 2),
        v: columnsOf(v, 2),
        directions: 2,
        random: draw.fork("start"),
        ridge: 1,
        mostSteps: 300,
        failureProbability: 1e-6,
      }),
    );
    expect(Math.abs(found.upper - normOf(g))).toBeLessThan(2e-14);
  }
});

describe.for(SHAPES)("provenNorm on %i×%i", ([rows, columns]) => {
  test("proves what is true and breaks down where σ is below the norm", () => {
    for (let seed = 0; seed < 40; seed++) {
      const draw = random(seed).fork(`provenNorm ${rows}×${columns}`);
      const scale = 10 ** (draw.integer(9) - 4);
      const g = withSingularValues(
        rows,
        columns,
        Array.from({ length: Math.min(rows, columns) }, () => scale * draw.uniform()),
        draw,
      );
      const norm = normOf(g);
      const prove = (sigma: number) => {
        const { shared, g: map } = bound(g);
        return finish(provenNorm(shared, map, sigma));
      };
      for (const excess of [1e-11, 1e-8, 1e-3, 1, 1e3]) {
        const proven = prove(norm * (1 + excess));
        expect(proven).toBeGreaterThanOrEqual(norm);
        expect(proven).toBeLessThanOrEqual(norm * (1 + excess) * (1 + 1e-11));
      }
      for (const shortfall of [1e-11, 1e-8, 1e-3, 0.5]) expect(prove(norm * (1 - shortfall))).toBeUndefined();
      const margin = prove(norm * (1 - 1e-15));
      expect(margin === undefined || margin >= norm).toBe(true);
    }
  });
});
