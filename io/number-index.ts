import { checkIdCount } from "./id-limit.ts";

const tableLimit = 1 << 24;

/** Gives each distinct safe integer its number in order of first appearance; small nonnegative ones by direct lookup. */
export class NumberIndex {
  readonly ids: number[] = [];
  /** 0 where the id is new, otherwise its index + 1. */
  private table = new Int32Array(1 << 10);
  private readonly others = new Map<number, number>();

  of(id: number): number {
    if (id >= 0 && id < this.table.length) {
      const known = this.table[id]!;
      if (known > 0) return known - 1;
    }
    return this.add(id);
  }

  private add(id: number): number {
    checkIdCount(this.ids.length + 1);
    if (id < 0 || id >= tableLimit) {
      const known = this.others.get(id);
      if (known !== undefined) return known;
      this.others.set(id, this.ids.length);
    } else {
      if (id >= this.table.length) {
        let length = this.table.length;
        while (length <= id) length *= 2;
        const grown = new Int32Array(length);
        grown.set(this.table);
        this.table = grown;
      }
      this.table[id] = this.ids.length + 1;
    }
    return this.ids.push(id) - 1;
  }
}
