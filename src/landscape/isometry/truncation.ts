import { beside, type LowRankMatrix, leadingColumns, type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply } from "../../linalg/multiply.ts";
import { qr } from "../../linalg/qr.ts";
import { lowRankSvd, type Svd } from "../../linalg/svd.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";

/** The nearest matrix of at most a given rank to L Rᵀ, or among the symmetric ones, as its SVD, divided by its norm. */
export type Truncation = (factors: LowRankMatrix, rank: number) => Svd;

/** Among all matrices: the leading part of the SVD. */
export function truncation(factors: LowRankMatrix, rank: number): Svd {
  const { u, singularValues, v } = lowRankSvd(factors);
  const kept = Math.min(rank, singularValues.length);
  return unit({
    u: leadingColumns(u, kept),
    singularValues: singularValues.slice(0, kept),
    v: leadingColumns(v, kept),
  });
}

/** Among the symmetric ones: the eigenvalues of largest magnitude of the symmetric part; V is U but for signs. */
export function symmetricTruncation({ left, right }: LowRankMatrix, rank: number): Svd {
  // (L Rᵀ + R Lᵀ)/2 = ½ [L R] [R L]ᵀ with [L R] = Q [T S].
  const { q, r } = qr(beside(left, right));
  const size = r.rows;
  const product = multiply(leadingColumns(r, left.columns), transpose(trailingColumns(r, left.columns)));
  const core = matrix(
    size,
    size,
    product.data.map((x, at) => 0.5 * (x + product.data[(at % size) * size + Math.floor(at / size)])),
  );
  const { values, vectors } = symmetricEigen(core);
  const order = Array.from(values.keys()).sort((i, j) => Math.abs(values[j]) - Math.abs(values[i]));
  const kept = order.slice(0, rank);
  const chosen = matrix(size, kept.length);
  for (let i = 0; i < size; i++) {
    for (const [c, from] of kept.entries()) chosen.data[i * kept.length + c] = vectors.data[i * size + from];
  }
  const u = multiply(q, chosen);
  const v = matrix(
    u.rows,
    u.columns,
    u.data.map((x, at) => (values[kept[at % u.columns]] < 0 ? -x : x)),
  );
  return unit({ u, singularValues: Float64Array.from(kept, (k) => Math.abs(values[k])), v });
}

function unit({ u, singularValues, v }: Svd): Svd {
  const size = Math.hypot(...singularValues);
  return { u, singularValues: singularValues.map((sigma) => sigma / size), v };
}

/** The columns after the first `count`. */
function trailingColumns({ rows, columns, data }: Matrix, count: number): Matrix {
  const rest = matrix(rows, columns - count);
  for (let i = 0; i < rows; i++) rest.data.set(data.subarray(i * columns + count, (i + 1) * columns), i * rest.columns);
  return rest;
}
