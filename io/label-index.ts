import { checkIdCount } from "./id-limit.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Gives each distinct label its number in order of first appearance. */
export class LabelIndex {
  readonly ids: string[] = [];
  private readonly known = new Map<string, number>();

  of(label: string): number {
    return this.known.get(label) ?? this.add(label);
  }

  has(label: string): boolean {
    return this.known.has(label);
  }

  private add(label: string): number {
    checkIdCount(this.ids.length + 1);
    // A label cut out of a chunk of text would keep the whole chunk alive; its copy does not.
    const copy = decoder.decode(encoder.encode(label));
    this.known.set(copy, this.ids.length);
    return this.ids.push(copy) - 1;
  }
}
