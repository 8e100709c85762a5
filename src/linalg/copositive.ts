import type { Steps } from "../kernels/steps.ts";
import type { Matrix } from "./matrix.ts";

/** Whether xᵀMx ≥ 0 for all x ≥ 0, and an x ≥ 0 with xᵀMx < 0 where it is not; undefined where too much work would tell. */
export interface Copositivity {
  readonly copositive: boolean | undefined;
  readonly witness?: Float64Array;
  /** Simplices looked at. */
  readonly simplices: number;
}

/** A simplex of the nonnegative vectors: its corners, and their products with M. */
interface Simplex {
  readonly corners: readonly Float64Array[];
  /** vᵢᵀ M vⱼ. */
  readonly products: readonly Float64Array[];
}

const PAUSE = 64;

/**
 * Is the symmetric M copositive: by cutting the nonnegative vectors into simplices. M is copositive on a simplex whose corners have only
 * nonnegative products vᵢᵀMvⱼ; else the edge with the most negative one is cut where xᵀMx is least on it, which either is negative
 * there or takes two negative products away. Corners without negative products are left out, and a simplex where M is semidefinite is done. Where M is strictly copositive, or not copositive, this ends; what
 * takes more than `mostSimplices` is left open. Rows that share no negative entries are looked at apart.
 *
 * @see Bundfuss & Dür 2008, doi:10.1016/j.laa.2007.09.035
 */
export function* copositivity(m: Matrix, { mostSimplices = 20_000 } = {}): Steps<Copositivity> {
  let simplices = 0;
  let open = false;
  for (const rows of negativeComponents(m)) {
    const corners = rows.map((i) => new Float64Array(m.rows).fill(1, i, i + 1));
    const products = rows.map((i) => Float64Array.from(rows, (j) => (entry(m, i, j) + entry(m, j, i)) / 2));
    const negative = rows.findIndex((_, k) => products[k][k] < 0);
    if (negative >= 0) return { copositive: false, witness: corners[negative], simplices };
    const queue: Simplex[] = [{ corners, products }];
    for (let given = queue.pop(); given; given = queue.pop()) {
      simplices += 1;
      if (simplices % PAUSE === 0) yield;
      const simplex = withoutHarmless(given);
      if (isSemidefinite(simplex.products)) continue;
      const edge = mostNegative(simplex.products);
      if (!edge) continue;
      if (simplices + queue.length >= mostSimplices) {
        open = true;
        break;
      }
      const [i, j] = edge;
      const { corner, own, products: across } = cut(simplex, i, j);
      if (own < 0) return { copositive: false, witness: corner, simplices };
      queue.push(replaced(simplex, i, corner, own, across), replaced(simplex, j, corner, own, across));
    }
  }
  return { copositive: open ? undefined : true, simplices };
}

function entry({ data, columns }: Matrix, i: number, j: number): number {
  return data[i * columns + j];
}

/** Rows connected by negative entries: between components all entries are ≥ 0, which only helps. */
function negativeComponents(m: Matrix): number[][] {
  const found: number[][] = [];
  const seen = new Uint8Array(m.rows);
  for (let first = 0; first < m.rows; first++) {
    if (seen[first]) continue;
    seen[first] = 1;
    const component = [first];
    for (const i of component) {
      for (let j = 0; j < m.rows; j++) {
        if (seen[j] || !(entry(m, i, j) + entry(m, j, i) < 0)) continue;
        seen[j] = 1;
        component.push(j);
      }
    }
    found.push(component);
  }
  return found;
}

/** Without the corners that have no negative product: they take nothing away from any x. */
function withoutHarmless(simplex: Simplex): Simplex {
  const { corners, products } = simplex;
  const kept = [...products.keys()].filter((k) => products[k].some((x) => x < 0));
  if (kept.length === corners.length) return simplex;
  const smaller = kept.map((k) => Float64Array.from(kept, (l) => products[k][l]));
  return withoutHarmless({ corners: kept.map((k) => corners[k]), products: smaller });
}

/** Does a Cholesky factorisation run to its end. */
function isSemidefinite(products: Simplex["products"]): boolean {
  const n = products.length;
  const lower = products.map((row) => row.slice());
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = lower[i][j];
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      if (i === j && !(sum > 0)) return false;
      lower[i][j] = i === j ? Math.sqrt(sum) : sum / lower[j][j];
    }
  }
  return true;
}

/** The pair of corners whose product is the most negative beside their own. */
function mostNegative(products: Simplex["products"]): [number, number] | undefined {
  let [edge, least]: [[number, number] | undefined, number] = [undefined, 0];
  for (let i = 0; i < products.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!(products[i][j] < 0)) continue;
      const share = products[i][j] / (Math.sqrt(products[i][i]) * Math.sqrt(products[j][j]));
      if (!(share >= least)) [edge, least] = [[i, j], share];
    }
  }
  return edge;
}

/** The point of an edge where xᵀMx is least, with its products. */
function cut({ corners, products }: Simplex, i: number, j: number) {
  const [a, b, c] = [products[i][i], products[j][j], products[i][j]];
  const share = (b - c) / (a + b - 2 * c);
  const corner = corners[i].map((x, k) => share * x + (1 - share) * corners[j][k]);
  const across = Float64Array.from(products, (row) => share * row[i] + (1 - share) * row[j]);
  // share·a + (1 − share)·c and its mirror image are this number, without the cancellation.
  const own = (a * b - c * c) / (a + b - 2 * c);
  across[i] = own;
  across[j] = own;
  return { corner, own, products: across };
}

/** The simplex with another corner. */
function replaced(
  { corners, products }: Simplex,
  index: number,
  corner: Float64Array,
  own: number,
  across: Float64Array,
): Simplex {
  return {
    corners: corners.map((old, k) => (k === index ? corner : old)),
    products: products.map((row, k) => {
      if (k === index) return Float64Array.from(across, (x, l) => (l === index ? own : x));
      const next = row.slice();
      next[index] = across[k];
      return next;
    }),
  };
}
