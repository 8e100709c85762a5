/** What a block of memory holds. */
export type BlockType = "float64" | "float32" | "int32";

/** A named run of numbers in a problem's memory; `offset` is in bytes, `length` in elements. */
export interface Block {
  readonly name: string;
  readonly type: BlockType;
  readonly offset: number;
  readonly length: number;
}

const PAGE = 65_536;
const ALIGNMENT = 64;
const MAXIMUM_PAGES = 65_536;
const bytesOf = { float64: 8, float32: 4, int32: 4 } as const;

/**
 * One problem's memory: a WebAssembly memory that hands out aligned blocks and grows when it must.
 *
 * Growing detaches the typed arrays over it, so a view is asked for by block at each use and never kept across
 * an allocation. The memory is collected with its owner.
 */
export class Memory {
  readonly wasm: WebAssembly.Memory;
  #top: number = ALIGNMENT;

  /** @param bytes the size expected; the memory grows beyond it when it must, up to 4 GiB. */
  constructor(bytes: number = PAGE) {
    this.wasm = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE)), maximum: MAXIMUM_PAGES });
  }

  /**
   * A fresh block, filled with zeros.
   *
   * @throws RangeError where 4 GiB, the most that one WebAssembly memory holds, would be exceeded.
   */
  allocate(name: string, type: BlockType, length: number): Block {
    const offset = this.#top;
    const end = offset + length * bytesOf[type];
    const missing = Math.ceil((end - this.wasm.buffer.byteLength) / PAGE);
    if (end > MAXIMUM_PAGES * PAGE) {
      throw new RangeError(
        `memory: block "${name}" (${length} × ${type}) does not fit: ${end} bytes in all, the limit is 4 GiB`,
      );
    }
    if (missing > 0) this.wasm.grow(missing);
    this.#top = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    return { name, type, offset, length };
  }

  /** The float64 numbers of a block, live until the next allocation. */
  float64(block: Block): Float64Array {
    expectType(block, "float64");
    return new Float64Array(this.wasm.buffer, block.offset, block.length);
  }

  /** The numbers of a float64 or float32 block, live until the next allocation. */
  floats(block: Block): Float64Array | Float32Array {
    if (block.type === "float64") return this.float64(block);
    expectType(block, "float32");
    return new Float32Array(this.wasm.buffer, block.offset, block.length);
  }

  /** The int32 numbers of a block, live until the next allocation. */
  int32(block: Block): Int32Array {
    expectType(block, "int32");
    return new Int32Array(this.wasm.buffer, block.offset, block.length);
  }
}

function expectType(block: Block, type: BlockType): void {
  if (block.type !== type) throw new Error(`bug: block "${block.name}" holds ${block.type}, not ${type}`);
}
