import type { Block, Kernels, Precision } from "../../src/kernels/index.ts";
import { Sample } from "./sample.ts";

export type Ridge = "positive" | "none" | "mixed";

export interface Shape {
  readonly precision: Precision;
  readonly count: number;
  readonly first: number;
  readonly ridge: Ridge;
  readonly lengths: readonly number[];
  /** Whether a column after the solved ones is added as it stands. */
  readonly fixed?: boolean;
  readonly weighted?: boolean;
  readonly counted?: boolean;
  readonly seed?: number;
}

const OTHERS = 160;

/** A random problem for `rowSolve`, and the independent check of its answer. */
export class RowProblem {
  readonly sample: Sample;
  readonly shape: Shape;
  readonly stride: number;
  readonly own: Block;
  readonly residual: Block;
  readonly start: Block;
  readonly index: Block;
  readonly observed: Block;
  readonly other: Block;
  readonly scale: Block;
  readonly fixedRidge: Block;
  readonly scaledRidge: Block;
  readonly counts: Block;
  readonly before: readonly number[];
  readonly fixed: number;
  readonly shift = 0.3;
  #scratch: Block | undefined;

  constructor(shape: Shape) {
    const { precision, count, first, lengths } = shape;
    const sample = new Sample(shape.seed ?? 1);
    const lanes = precision === "float64" ? 2 : 4;
    const rank = first + count + 1;
    this.sample = sample;
    this.shape = shape;
    this.fixed = shape.fixed ? first + count : -1;
    this.stride = Math.ceil(rank / lanes) * lanes;
    const { start, index, entries } = sample.pattern(lengths, OTHERS);
    this.start = start;
    this.index = index;
    this.observed = sample.signed(precision, entries);
    this.residual = sample.signed(precision, entries);
    this.scale = sample.positive(precision, entries);
    this.other = sample.factor(precision, OTHERS, rank, this.stride);
    this.own = sample.factor(precision, lengths.length, rank, this.stride);
    const kinds = { positive: () => true, none: () => false, mixed: (c: number) => c !== 0 };
    const ridge = Array.from({ length: count }, (_, c) => (kinds[shape.ridge](c) ? 0.2 + sample.random() : 0));
    this.fixedRidge = sample.put("float64", ridge);
    this.scaledRidge = sample.put(
      "float64",
      ridge.map((rho) => rho / 16),
    );
    this.counts = sample.put(
      "float64",
      lengths.map((length) => length + 0.5),
    );
    this.before = sample.copy(this.own);
  }

  /** Starts again from the same own factor; returns the new one, the residual and the number of failures. */
  solve(implementation: (memory: Sample["memory"]) => Kernels, ranges?: readonly (readonly [number, number])[]) {
    const { sample, shape } = this;
    const kernels = implementation(sample.memory)[shape.precision];
    const bytes = kernels.rowSolveScratch(shape.count, this.stride);
    this.#scratch ??= sample.memory.allocate("scratch", "float64", 65_536);
    if (bytes > 8 * this.#scratch.length) throw new Error(`scratch of ${bytes} bytes`);
    sample.view(this.own).set(this.before);
    sample.view(this.residual).fill(7);
    let failures = 0;
    for (const [i0, i1] of ranges ?? [[0, shape.lengths.length]]) {
      failures += kernels.rowSolve(
        i0,
        i1,
        this.start.offset,
        this.index.offset,
        shape.weighted ? this.scale.offset : 0,
        this.observed.offset,
        this.other.offset,
        this.stride,
        shape.first,
        shape.count,
        this.fixed,
        this.shift,
        this.fixedRidge.offset,
        this.scaledRidge.offset,
        shape.counted ? this.counts.offset : 0,
        this.own.offset,
        this.residual.offset,
        this.#scratch.offset,
      );
    }
    return { own: sample.copy(this.own), residual: sample.copy(this.residual), failures };
  }

  /** The largest difference of `residual` from its definition at `own`, and the largest slope of the objective there. */
  check(own: readonly number[], residual: readonly number[]): { residual: number; slope: number } {
    const { sample, shape, stride } = this;
    const [start, index, observed, other, scale] = [this.start, this.index, this.observed, this.other, this.scale].map(
      (block) => sample.copy(block),
    );
    const [fixedRidge, scaledRidge] = [sample.copy(this.fixedRidge), sample.copy(this.scaledRidge)];
    const worst = { residual: 0, slope: 0 };
    for (let i = 0; i < shape.lengths.length; i++) {
      const x = own.slice(i * stride + shape.first, i * stride + shape.first + shape.count);
      const weight = shape.counted ? shape.lengths[i] + 0.5 : 1;
      const slope = x.map((value, c) => (fixedRidge[c] + weight * scaledRidge[c]) * value);
      for (let k = start[i]; k < start[i + 1]; k++) {
        const row = other.slice(index[k] * stride, (index[k] + 1) * stride);
        const inner = x.reduce((sum, value, c) => sum + value * row[shape.first + c], this.shift);
        const s = shape.weighted ? scale[k] : 1;
        const left = observed[k] - s * (inner + (this.fixed < 0 ? 0 : row[this.fixed]));
        worst.residual = Math.max(worst.residual, Math.abs(left - residual[k]));
        for (let c = 0; c < x.length; c++) slope[c] -= s * left * row[shape.first + c];
      }
      worst.slope = Math.max(worst.slope, ...slope.map(Math.abs));
    }
    return worst;
  }
}
