import { expect, test } from "vitest";
import { built } from "../../src/kernels/built.ts";

/** The ids of the sections of a WebAssembly module (the format's own numbers). */
function sections(module: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8;
  while (at < module.length) {
    ids.push(module[at++]);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}

test("the built module owns no memory, no global, no data and runs nothing at its start", () => {
  const [IMPORTS, MEMORY, GLOBALS, START, DATA] = [2, 5, 6, 8, 11];
  const present = sections(Buffer.from(built, "base64"));
  expect(present).toContain(IMPORTS);
  for (const section of [MEMORY, GLOBALS, START, DATA]) expect(present).not.toContain(section);
});
