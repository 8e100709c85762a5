import type { Steps } from "../kernels/steps.ts";
import { dot } from "../linalg/dot.ts";
import type { LinearMap } from "../linalg/linear-map.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import type { Random } from "../linalg/random.ts";

/** Pairs of nonnegative unit vectors, values ⟨p_k, G q_k⟩ descending, each above the threshold. */
export interface NonnegativePairs {
  readonly values: Float64Array;
  readonly left: Matrix;
  readonly right: Matrix;
}

/** How pairs are sought. */
export interface NonnegativeSearch {
  /** Pairs of lower value are of no use. */
  readonly threshold: number;
  readonly random: Random;
  /** Vectors whose positive and negative parts are worth a try: n numbers each. */
  readonly leads?: readonly Float64Array[];
  /** Is p = q asked for: then ⟨p, G p⟩ is what counts. */
  readonly tied: boolean;
}

interface Pair {
  readonly value: number;
  readonly p: Float64Array;
  readonly q: Float64Array;
}

const RANDOM_STARTS = 4;
/** Every unit vector is a start where there are no more than this. */
const MOST_UNITS = 24;
const MOST_STEPS = 60;
/** A step that gains less than this share of the value is the last. */
const GAIN = 1e-6;
/** Pairs whose vectors have cosines above this are the same. */
const SAME = 0.999;

/**
 * Nonnegative unit vectors p, q that make ⟨p, G q⟩ large, by projected power iteration from many starts: the value rises with
 * every step, so that each pair found is what it says; that none is larger is not said.
 */
export function* nonnegativePairs(g: LinearMap, search: NonnegativeSearch): Steps<NonnegativePairs> {
  const { threshold, tied } = search;
  const climb = tied ? climbTied : climbPair;
  const found: Pair[] = [];
  for (const start of starts(g.columns, search)) {
    const pair = yield* climb(g, start);
    yield;
    if (!(pair.value > threshold) || !Number.isFinite(pair.value)) continue;
    const same = found.findIndex(({ p, q }) => cosine(p, pair.p) > SAME && cosine(q, pair.q) > SAME);
    if (same < 0) found.push(pair);
    else if (found[same].value < pair.value) found[same] = pair;
  }
  found.sort((a, b) => b.value - a.value);
  const asColumns = (size: number, vectors: readonly Float64Array[]) => {
    const out = matrix(size, vectors.length);
    for (const [k, vector] of vectors.entries()) {
      for (let i = 0; i < size; i++) out.data[i * vectors.length + k] = vector[i];
    }
    return out;
  };
  const left = asColumns(
    g.rows,
    found.map(({ p }) => p),
  );
  return {
    values: Float64Array.from(found, ({ value }) => value),
    left,
    right: tied
      ? left
      : asColumns(
          g.columns,
          found.map(({ q }) => q),
        ),
  };
}

/** Nonnegative unit vectors to begin with. */
function* starts(size: number, { random, leads = [] }: NonnegativeSearch): Generator<Float64Array> {
  const unit = (x: Float64Array) => {
    const length = norm(x);
    return length > 0 ? x.map((value) => value / length) : undefined;
  };
  const candidates = function* () {
    yield new Float64Array(size).fill(1);
    for (const lead of leads) for (const sign of [1, -1]) yield lead.map((x) => Math.max(0, sign * x));
    // Sparse ones: few columns of nonnegative factors are full.
    for (let k = 0; k < RANDOM_STARTS; k++) {
      yield Float64Array.from({ length: size }, () => (random.uniform() < 0.5 ? random.uniform() : 0));
    }
    if (size > MOST_UNITS) return;
    for (let j = 0; j < size; j++) yield new Float64Array(size).fill(1, j, j + 1).fill(0, 0, j);
  };
  for (const candidate of candidates()) {
    const start = unit(candidate);
    if (start) yield start;
  }
}

/** p ← (G q)₊, q ← (Gᵀ p)₊, each of unit length: the best of its kind for the other. */
function* climbPair(g: LinearMap, start: Float64Array): Steps<Pair> {
  let q = start;
  let p: Float64Array = new Float64Array(g.rows);
  const [tall, wide] = [new Float64Array(g.rows), new Float64Array(g.columns)];
  let value = -Number.MAX_VALUE;
  for (let step = 0; step < MOST_STEPS; step++) {
    yield* g.apply(q, tall);
    p = positiveUnit(tall);
    yield* g.applyTransposed(p, wide);
    const next = positiveUnit(wide);
    const reached = dot(wide, 0, next, 0, next.length);
    if (!(reached > value + GAIN * Math.abs(value))) break;
    [q, value] = [next, reached];
  }
  return { value, p, q };
}

/** x ← (S x + c x)₊ of unit length, S the symmetric part of G, c so large that the value does not fall. */
function* climbTied(g: LinearMap, start: Float64Array): Steps<Pair> {
  const [ahead, back] = [new Float64Array(g.rows), new Float64Array(g.rows)];
  const product = function* (x: Float64Array): Steps<Float64Array> {
    yield* g.apply(x, ahead);
    yield* g.applyTransposed(x, back);
    return ahead.map((value, i) => 0.5 * (value + back[i]));
  };
  let x = start;
  let image = yield* product(x);
  let value = dot(x, 0, image, 0, x.length);
  let shift = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = positiveUnit(image.map((y, i) => y + shift * x[i]));
    const there = yield* product(next);
    const reached = dot(next, 0, there, 0, next.length);
    if (reached > value) {
      const last = reached - value <= GAIN * Math.abs(reached);
      [x, image, value] = [next, there, reached];
      if (last) break;
    } else {
      const wider = 2 * shift + norm(image);
      if (!(wider > shift)) break;
      shift = wider;
    }
  }
  return { value, p: x, q: x };
}

/** x₊ of unit length; where there is none the largest entry, which costs the least. */
function positiveUnit(x: Float64Array): Float64Array {
  const out = x.map((value) => Math.max(0, value));
  const length = norm(out);
  if (length > 0) return out.map((value) => value / length);
  let largest = 0;
  for (let i = 1; i < x.length; i++) if (x[i] > x[largest]) largest = i;
  out[largest] = 1;
  return out;
}

function cosine(a: Float64Array, b: Float64Array): number {
  return dot(a, 0, b, 0, a.length);
}
