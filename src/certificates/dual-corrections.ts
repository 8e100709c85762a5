import type { Steps } from "../kernels/steps.ts";
import { readFactor, writeFactor } from "../linalg/factor-copy.ts";
import { beside, type LowRankMatrix, leadingColumns, type Matrix, matrix } from "../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../linalg/multiply.ts";
import { norm } from "../linalg/norm.ts";
import { svd as smallSvd } from "../linalg/svd.ts";
import { tallQr, timesSmall } from "../linalg/tall-qr.ts";
import type { AdjointImage } from "../operators/operator.ts";
import type { Problem } from "../problem/problem.ts";
import type { Store } from "../problem/store.ts";

/** Orthonormal bases of the factors' spaces, m×r and n×r. */
interface Bases {
  readonly u: Matrix;
  readonly v: Matrix;
}

/** G = 𝒜*(z) as it multiplies tall matrices, and 𝒜 of low-rank ones. */
export interface DualImage {
  readonly store: Store;
  /** Makes G anew. */
  load(z: Float64Array): Steps<void>;
  times(right: Matrix): Steps<Matrix>;
  transposeTimes(left: Matrix): Steps<Matrix>;
  /** 𝒜 of the sum of such matrices: a view, valid until the next. */
  measured(parts: readonly LowRankMatrix[]): Steps<Float64Array>;
}

/** No image yet. */
export function dualImage({ store, operator }: Problem): DualImage {
  const { rows, columns } = operator;
  const { memory } = store.workspace;
  let current: AdjointImage;
  function* product(by: Matrix, transposed: boolean): Steps<Matrix> {
    const left = store.factor("dual L", "float64", rows, by.columns);
    const right = store.factor("dual R", "float64", columns, by.columns);
    const [from, to] = transposed ? [left, right] : [right, left];
    writeFactor(memory, from, by);
    yield* transposed ? current.transposeTimes(from, to) : current.times(from, to);
    return readFactor(memory, to, by.columns);
  }
  return {
    store,
    *load(z) {
      const block = store.block("dual Z", "float64", z.length);
      memory.float64(block).set(z);
      store.counts.adjoints += 1;
      current = yield* store.bound.adjointImage(block, "dual");
    },
    times: (right) => product(right, false),
    transposeTimes: (left) => product(left, true),
    *measured(parts) {
      const [l, r] = parts
        .slice(1)
        .reduce(([a, b], { left, right }) => [beside(a, left), beside(b, right)], [parts[0].left, parts[0].right]);
      const left = store.factor("dual L", "float64", rows, l.columns);
      const right = store.factor("dual R", "float64", columns, l.columns);
      const out = store.block("dual 𝒜", "float64", operator.measurements);
      writeFactor(memory, left, l);
      writeFactor(memory, right, r);
      store.counts.applications += 1;
      yield* store.bound.applyFactors(left, right, out);
      return memory.float64(out);
    },
  };
}

/** λUVᵀ − P_T(G), and about its size. */
export function* tangentGap(g: DualImage, { u, v }: Bases, ridge: number): Steps<LowRankMatrix & { size: number }> {
  const left = off(u, yield* g.times(v));
  const right = yield* g.transposeTimes(u);
  for (let k = 0; k < left.data.length; k++) left.data[k] = -left.data[k];
  for (let k = 0; k < right.data.length; k++) right.data[k] = ridge * v.data[k] - right.data[k];
  return { left: beside(u, left), right: beside(right, v), size: Math.hypot(norm(left.data), norm(right.data)) };
}

/** A − Q QᵀA. */
function off(q: Matrix, a: Matrix): Matrix {
  if (q.columns === 0) return a;
  const along = multiply(q, multiplyTransposed(q, a));
  return matrix(
    a.rows,
    a.columns,
    a.data.map((x, k) => x - along.data[k]),
  );
}

/** −Σ (σ − bound) p qᵀ over the singular values above a bound off the factors' spaces, as far as power steps follow them from a start. */
export function* tooLarge(
  g: DualImage,
  { u, v }: Bases,
  bound: number,
  start: Matrix,
  powers: number,
): Steps<LowRankMatrix & { followed: Matrix; count: number }> {
  let right = (yield* tallQr(g.store, off(v, start))).q;
  let left = right;
  let core = { q: right, r: right };
  for (let power = 0; power < powers; power++) {
    left = (yield* tallQr(g.store, off(u, yield* g.times(right)))).q;
    core = yield* tallQr(g.store, off(v, yield* g.transposeTimes(left)));
    right = core.q;
  }
  // G ≈ left·coreᵀ = left·rᵀ·qᵀ.
  const small = smallSvd(core.r);
  const count = small.singularValues.filter((sigma) => sigma > bound).length;
  const p = yield* timesSmall(g.store, left, leadingColumns(small.v, count));
  const q = yield* timesSmall(g.store, right, small.u);
  for (let k = 0; k < p.data.length; k++) p.data[k] *= bound - small.singularValues[k % count];
  return { left: p, right: leadingColumns(q, count), followed: q, count };
}
