import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { pngDataUri } from "../../render/png.ts";

/** The contents of the chunks by name. */
function chunks(uri: string): Map<string, Buffer> {
  const bytes = Buffer.from(uri.replace("data:image/png;base64,", ""), "base64");
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const found = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    found.set(bytes.toString("latin1", at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

it("writes the pixels, the palette and a transparent index 0", () => {
  const palette = Uint8Array.of(0, 0, 0, 255, 0, 0, 0, 0, 255);
  const uri = pngDataUri(3, 2, Uint8Array.of(0, 1, 2, 2, 1, 0), palette);
  const found = chunks(uri);
  const header = found.get("IHDR");
  expect([header?.readUInt32BE(0), header?.readUInt32BE(4), header?.[8], header?.[9]]).toEqual([3, 2, 8, 3]);
  expect([...(found.get("PLTE") ?? [])]).toEqual([...palette]);
  expect([...(found.get("tRNS") ?? [])]).toEqual([0]);
  expect([...inflateSync(found.get("IDAT") ?? Buffer.alloc(0))]).toEqual([0, 0, 1, 2, 0, 2, 1, 0]);
});

it("closes with the checksum that every PNG ends with", () => {
  const uri = pngDataUri(1, 1, Uint8Array.of(0), new Uint8Array(3));
  const bytes = Buffer.from(uri.replace("data:image/png;base64,", ""), "base64");
  expect(bytes.subarray(-12).toString("hex")).toBe("0000000049454e44ae426082");
});
