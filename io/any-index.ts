import { LabelIndex } from "./label-index.ts";
import { NumberIndex } from "./number-index.ts";

/** Gives each distinct id its number in order of first appearance; numbers are kept as such until an id comes that is none. */
export class AnyIndex {
  private numbers: NumberIndex | undefined = new NumberIndex();
  private readonly labels = new LabelIndex();

  get ids(): (number | string)[] {
    return this.numbers?.ids ?? this.labels.ids;
  }

  of(id: number | bigint | string): number {
    if (this.numbers !== undefined) {
      const number = typeof id === "string" ? Number.NaN : Number(id);
      if (Number.isSafeInteger(number)) return this.numbers.of(number);
      for (const known of this.numbers.ids) this.labels.of(String(known));
      this.numbers = undefined;
    }
    return this.labels.of(String(id));
  }
}
