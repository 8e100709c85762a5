import { InputError } from "../input-error.ts";
import { joinedBytes } from "../joined-bytes.ts";

const newline = 10;

/** Decodes UTF-8 chunk by chunk, a byte-order mark dropped; bytes that are no UTF-8 are an error that names their line. */
export class Utf8Text {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private linesBefore = 0;
  /** First bytes of a character that the chunk before left unfinished. */
  private pending: Uint8Array = new Uint8Array(0);

  push(bytes: Uint8Array): string {
    const text = this.decoded(bytes, true);
    for (let k = bytes.indexOf(newline); k >= 0; k = bytes.indexOf(newline, k + 1)) this.linesBefore++;
    this.pending = unfinished(joinedBytes(this.pending, bytes.slice(-4)));
    return text;
  }

  end(): string {
    return this.decoded(new Uint8Array(0), false);
  }

  private decoded(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const line = this.linesBefore + validLines(joinedBytes(this.pending, bytes)) + 1;
      throw new InputError("expected UTF-8 text, bytes came that are none; save the file as UTF-8", { line });
    }
  }
}

function unfinished(tail: Uint8Array): Uint8Array {
  const lead = tail.length - 1 - [...tail].reverse().findIndex((byte) => byte >= 0xc0);
  if (lead === tail.length) return new Uint8Array(0);
  const length = tail[lead]! >= 0xf0 ? 4 : tail[lead]! >= 0xe0 ? 3 : 2;
  return tail.length - lead < length ? tail.slice(lead) : new Uint8Array(0);
}

/** How many whole lines come before the first that does not decode. */
function validLines(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let lines = 0;
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return lines;
    }
    lines++;
    start = end + 1;
  }
  return lines;
}
