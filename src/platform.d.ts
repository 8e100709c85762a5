/** The few names that every host (Node, a page, a worker) shares and that the language's own library does not declare. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
}
declare function atob(text: string): string;
declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
}
