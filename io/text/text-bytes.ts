/** Bytes of a text file: its head, and all of it, from the start at each call. */
export interface TextBytes {
  readonly head: Uint8Array;
  /** Whether the head is the whole file. */
  readonly whole: boolean;
  /** Bytes of the whole file, unpacked; of a packed one a guess. */
  readonly size: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** About how many lines the file has, if all are like those of its head. */
export function expectedLines({ head, size }: TextBytes): number {
  let lines = 1;
  for (let k = head.indexOf(10); k >= 0; k = head.indexOf(10, k + 1)) lines++;
  return Math.ceil((1.1 * lines * size) / head.length) + 1;
}
