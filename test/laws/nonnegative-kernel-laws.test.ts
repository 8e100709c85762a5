import { describe, expect, test } from "vitest";
import { type Block, type Kernels, type Precision, referenceKernels, wasmKernels } from "../../src/kernels/index.ts";
import { relativeDistance, Sample } from "../kernels/sample.ts";

const LENGTHS = [3, 0, 1, 150, 12, 5, 40, 64, 65, 0, 9, 80];
const COLUMNS = 160;
const RANKS = [0, 1, 2, 3, 4, 7, 8, 13, 20, 33];
const same = { float64: 1e-11, float32: 1e-5 } as const;

interface Shape {
  readonly ridge: number;
  readonly l1: number;
  readonly counted: boolean;
  readonly weighted: boolean;
}

const SHAPES: Shape[] = [
  { ridge: 0.3, l1: 0, counted: false, weighted: false },
  { ridge: 0.1, l1: 0.4, counted: true, weighted: true },
];

/** A nonnegative factor over a compressed pattern or over everything, and both kernels run on it. */
class NonnegativeProblem {
  readonly sample: Sample;
  readonly stride: number;
  readonly count: number;
  readonly precision: Precision;
  readonly shape: Shape;
  readonly blocks: Record<
    "start" | "index" | "observed" | "scale" | "other" | "own" | "residual" | "counts" | "gram" | "rhs" | "scratch",
    Block
  >;
  readonly before: readonly number[];

  constructor(precision: Precision, count: number, shape: Shape) {
    const sample = new Sample(50 + count);
    const lanes = precision === "float64" ? 2 : 4;
    const stride = Math.max(lanes, Math.ceil(count / lanes) * lanes);
    const { start, index, entries } = sample.pattern(LENGTHS, COLUMNS);
    const other = sample.factor(precision, COLUMNS, count, stride);
    const columns = sample.copy(other);
    const gram = Array.from({ length: count * stride }, (_, at) => {
      const [c, d] = [Math.floor(at / stride), at % stride];
      let sum = 0;
      for (let j = 0; j < COLUMNS && d < count; j++) sum += columns[j * stride + c] * columns[j * stride + d];
      return sum;
    });
    const own = sample.factor(precision, LENGTHS.length, count, stride);
    for (const [k, value] of sample.view(own).entries()) sample.view(own)[k] = Math.max(0, value);
    this.blocks = {
      start,
      index,
      observed: sample.signed(precision, entries),
      residual: sample.signed(precision, entries),
      scale: sample.positive(precision, entries),
      other,
      own,
      counts: sample.positive("float64", LENGTHS.length),
      gram: sample.put("float64", gram),
      rhs: sample.factor(precision, LENGTHS.length, count, stride),
      scratch: sample.put("float64", new Float64Array(16_384)),
    };
    this.sample = sample;
    this.stride = stride;
    this.count = count;
    this.precision = precision;
    this.shape = shape;
    this.before = sample.copy(own);
  }

  /** The factor from the same start: rows that share one Gram matrix. */
  shared(make: (memory: Sample["memory"]) => Kernels, sweeps: number, ranges = [[0, LENGTHS.length]]): number[] {
    const { gram, rhs, counts, own, scratch } = this.blocks;
    const { ridge, l1, counted } = this.shape;
    const kernel = make(this.sample.memory)[this.precision];
    if (kernel.nonnegativeScratch(this.count, this.stride) > 8 * scratch.length) throw new Error("scratch");
    this.sample.view(own).set(this.before);
    for (const [i0, i1] of ranges) {
      const at = [gram.offset, rhs.offset, this.stride, this.count, ridge, counted ? counts.offset : 0] as const;
      kernel.nonnegativeSolve(i0, i1, ...at, l1, sweeps, own.offset, scratch.offset);
    }
    return this.sample.copy(own);
  }

  /** The factor and the residual from the same start: rows of entries. */
  entries(make: (memory: Sample["memory"]) => Kernels, sweeps: number, ranges = [[0, LENGTHS.length]]): number[][] {
    const { start, index, scale, observed, other, counts, own, residual, scratch } = this.blocks;
    const { ridge, l1, counted, weighted } = this.shape;
    const kernel = make(this.sample.memory)[this.precision];
    this.sample.view(own).set(this.before);
    for (const [i0, i1] of ranges) {
      const pattern = [start.offset, index.offset, weighted ? scale.offset : 0, observed.offset] as const;
      const penalty = [ridge, counted ? counts.offset : 0, l1, sweeps] as const;
      const size = [other.offset, this.stride, this.count] as const;
      kernel.nonnegativeRowSolve(i0, i1, ...pattern, ...size, ...penalty, own.offset, residual.offset, scratch.offset);
    }
    return [this.sample.copy(own), this.sample.copy(residual)];
  }

  /** The largest violation, at a factor, of what a minimiser over x ≥ 0 meets, over the rows that share one Gram matrix. */
  worst(own: readonly number[]): number {
    const [gram, rhs, counts] = [this.blocks.gram, this.blocks.rhs, this.blocks.counts].map((b) => this.sample.copy(b));
    let worst = 0;
    for (let i = 0; i < LENGTHS.length; i++) {
      const x = own.slice(i * this.stride, i * this.stride + this.count);
      for (let c = 0; c < this.count; c++) {
        const rho = this.shape.ridge * (this.shape.counted ? counts[i] : 1);
        let slope = rho * x[c] + this.shape.l1 - rhs[i * this.stride + c];
        for (let d = 0; d < this.count; d++) slope += gram[c * this.stride + d] * x[d];
        worst = Math.max(worst, -x[c], x[c] > 0 ? Math.abs(slope) : -slope);
      }
    }
    return worst;
  }
}

describe.each<Precision>(["float64", "float32"])("nonnegative solves, %s", (precision) => {
  test.each(RANKS)("%i columns: built = reference, by sweeps and exactly", (count) => {
    for (const shape of SHAPES) {
      const problem = new NonnegativeProblem(precision, count, shape);
      for (const sweeps of [1, 4, 0]) {
        const built = problem.shared(wasmKernels, sweeps);
        expect(relativeDistance(built, problem.shared(referenceKernels, sweeps))).toBeLessThan(same[precision]);
        if (sweeps === 0) expect(problem.worst(built)).toBeLessThan(precision === "float64" ? 1e-10 : 1e-3);
        const [own, residual] = problem.entries(wasmKernels, sweeps);
        const [expected, left] = problem.entries(referenceKernels, sweeps);
        expect(relativeDistance(own, expected)).toBeLessThan(same[precision]);
        expect(relativeDistance(residual, left)).toBeLessThan(same[precision]);
        expect(Math.min(...own, ...built)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("rows in ranges: the same bits", () => {
    const problem = new NonnegativeProblem(precision, 7, SHAPES[1]);
    const singly = LENGTHS.map((_, i) => [i, i + 1]);
    for (const sweeps of [3, 0]) {
      expect(problem.shared(wasmKernels, sweeps, singly)).toEqual(problem.shared(wasmKernels, sweeps));
      expect(problem.entries(wasmKernels, sweeps, singly)).toEqual(problem.entries(wasmKernels, sweeps));
    }
  });
});
