import { type Block, type BlockType, Memory } from "../../src/kernels/index.ts";

/** Uniform numbers in [0, 1) from arithmetic alone (mulberry32), so that a seed means the same everywhere. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A memory with random blocks: what the kernels' tests are made of. */
export class Sample {
  readonly memory: Memory = new Memory();
  readonly random: () => number;

  constructor(seed: number) {
    this.random = uniforms(seed);
  }

  /** A block that holds these numbers. */
  put(type: BlockType, numbers: ArrayLike<number>): Block {
    const block = this.memory.allocate("sample", type, numbers.length);
    this.view(block).set(numbers);
    return block;
  }

  /** Numbers in [−1, 1). */
  signed(type: BlockType, length: number): Block {
    return this.put(
      type,
      Array.from({ length }, () => 2 * this.random() - 1),
    );
  }

  /** Numbers in [½, 1½). */
  positive(type: BlockType, length: number): Block {
    return this.put(
      type,
      Array.from({ length }, () => 0.5 + this.random()),
    );
  }

  /** A tall factor of random rows, zeros from column `rank` on. */
  factor(type: BlockType, rows: number, rank: number, stride: number): Block {
    return this.put(
      type,
      Array.from({ length: rows * stride }, (_, at) => (at % stride < rank ? 2 * this.random() - 1 : 0)),
    );
  }

  /** A compressed pattern with rows of the given lengths, columns ascending. */
  pattern(lengths: readonly number[], columns: number): { start: Block; index: Block; entries: number } {
    const start = [0];
    const index: number[] = [];
    for (const length of lengths) {
      const free = Array.from({ length: columns }, (_, j) => j);
      const row = Array.from({ length }, () => free.splice(Math.floor(this.random() * free.length), 1)[0]);
      index.push(...row.sort((a, b) => a - b));
      start.push(index.length);
    }
    return { start: this.put("int32", start), index: this.put("int32", index), entries: index.length };
  }

  view(block: Block): Float64Array | Float32Array | Int32Array {
    return block.type === "int32" ? this.memory.int32(block) : this.memory.floats(block);
  }

  /** A copy of a block's numbers. */
  copy(block: Block): number[] {
    return Array.from(this.view(block));
  }
}

/** max |a − b| / max |b|. */
export function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let distance = 0;
  let size = 0;
  for (let k = 0; k < b.length; k++) {
    const difference = Math.abs(a[k] - b[k]);
    if (!(difference <= distance)) distance = difference;
    size = Math.max(size, Math.abs(b[k]));
  }
  return distance === 0 ? 0 : distance / size;
}
