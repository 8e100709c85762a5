import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { decodeNetpbm } from "../../io/frames/decode-netpbm.ts";
import { decodePng } from "../../io/frames/decode-png.ts";
import { readFrames, writeFrames } from "../../io/index.ts";
import { scratch } from "./scratch.ts";

const { folder } = scratch();
const ascii = (text: string) => new TextEncoder().encode(text);
/** A grey picture of two by two pixels. */
const grey = (...pixels: number[]) =>
  encode({ width: 2, height: 2, data: Uint8Array.from(pixels), depth: 8, channels: 1 });

/** A folder of its own with these files. */
function filled(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
  return path;
}

describe("pictures that ffmpeg wrote twice", () => {
  const bytes = (name: string) => new Uint8Array(readFileSync(`test/fixtures/io/frames/${name}`));
  const pairs = [
    ["rgb.png", "rgb.ppm"],
    ["rgba.png", "rgba.ppm"],
    ["palette.png", "palette.ppm"],
    ["grey.png", "grey.pgm"],
    ["grey16.png", "grey16.pgm"],
    ["rgb48.png", "rgb48.ppm"],
    ["bits.png", "bits.pgm"],
    ["opacity.png", "opacity.pgm"],
  ] as const;

  test.for(pairs)("%s is %s", ([png, netpbm]) => {
    const [one, other] = [decodePng(bytes(png)), decodeNetpbm(bytes(netpbm))];
    expect([one.width, one.height]).toEqual([12, 9]);
    expect([...one.values].map((value) => value / one.most)).toEqual(
      [...other.values].map((value) => value / other.most),
    );
    expect(new Set(one.values).size).toBeGreaterThan(1);
  });
});

describe("Netpbm", () => {
  test("text, comments and colours", () => {
    expect(decodeNetpbm(ascii("P2 # grey\n3 1\n# white\n9\n0 4 9\n"))).toEqual({
      width: 3,
      height: 1,
      most: 9,
      values: Float64Array.of(0, 4, 9),
    });
    // Rec. 601: green is the brightest, blue the darkest.
    expect([...decodeNetpbm(ascii("P3 3 1 1000 1000 0 0 0 1000 0 0 0 1000")).values]).toEqual([299, 587, 114]);
  });

  test.for([
    ["P1 1 1 0", "expected a grey or colour picture (P2, P3, P5 or P6), P1 came"],
    ["P2 2 2 255 1 2 3", "expected 4 values, the picture ends before it"],
    ["P5 2 2 255\n12", "expected 4 values, the picture ends after 2"],
    ["P2 9999999 9999999 255 1", "expected 99999980000001 values, the picture ends after 1"],
    ["P2 0 2 255", "expected a picture with pixels, 0 × 2 came"],
    ["P2 1 1 9 12", "expected values up to 9, 12 came"],
    ["P2 1 1 70000 1", "expected a highest value from 1 to 65535, 70000 came"],
    ["P5 a b", "expected a width in the picture's text, other letters came"],
  ])("%s: %s", ([text, fault]) => {
    expect(() => decodeNetpbm(ascii(text))).toThrow(fault);
  });
});

test("a broken PNG is an error, wherever it is cut or changed", () => {
  const whole = grey(1, 2, 3, 4);
  const broken = "expected a whole PNG picture, this one is broken or cut short";
  for (let length = 8; length < whole.length; length++) {
    expect(() => decodePng(whole.slice(0, length)), `${length} bytes`).toThrow(broken);
  }
  for (let at = 8; at < whole.length; at++) {
    const changed = whole.slice();
    changed[at] ^= 255;
    expect(() => decodePng(changed), `byte ${at}`).toThrow(broken);
  }
});

describe("a folder", () => {
  test("its frames become columns, in counting order, and it says what it leaves out", async () => {
    const path = filled("mixed", {
      "10.png": grey(9, 10, 11, 12),
      "2.PGM": ascii("P2 2 2 255 5 6 7 8"),
      "1.png": grey(1, 2, 3, 4),
      "notes.txt": ascii("no picture"),
      ".hidden.png": ascii("the system's"),
    });
    const { names, width, height, most, dense, notes, hash } = await readFrames(path);
    expect(names).toEqual(["1.png", "2.PGM", "10.png"]);
    expect([width, height, most]).toEqual([2, 2, 255]);
    expect([...dense]).toEqual([1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12]);
    expect(notes).toEqual(["Left out: 1 other (notes.txt)."]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  const faults: [name: string, files: Record<string, Uint8Array>, fault: string][] = [
    [
      "sizes",
      { "a.png": grey(1, 2, 3, 4), "b.pgm": ascii("P2 3 2 255 1 2 3 4 5 6") },
      "expected frames of one size, b.pgm has 3 × 2 pixels and a.png 2 × 2",
    ],
    [
      "depths",
      { "a.png": grey(1, 2, 3, 4), "b.pgm": ascii("P2 2 2 100 1 2 3 4") },
      "expected frames of one depth, white is 100 in b.pgm and 255 in a.png",
    ],
    ["single", { "a.png": grey(1, 2, 3, 4) }, "expected two frames or more, a.png is the only one"],
    ["none", {}, "expected PNG, PGM or PPM pictures in the folder, the folder is empty"],
    [
      "others",
      { "a.txt": ascii("a"), "b.jpg": ascii("b") },
      "expected PNG, PGM or PPM pictures in the folder, it holds 2 others (a.txt, b.jpg)",
    ],
    ["lying", { "a.png": ascii("GIF89a"), "b.png": grey(1, 2, 3, 4) }, "a.png: expected a PNG, PGM or PPM picture"],
    ["broken", { "a.png": grey(1, 2, 3, 4), "b.png": grey(1, 2, 3, 4).slice(0, 50) }, "b.png: expected a whole PNG"],
  ];
  test.for(faults)("%s", async ([name, files, fault]) => {
    await expect(readFrames(filled(name, files))).rejects.toThrow(fault);
  });

  test("a signal that is aborted ends the reading", async () => {
    const path = filled("aborted", { "a.png": grey(1, 2, 3, 4), "b.png": grey(1, 2, 3, 4) });
    await expect(readFrames(path, { signal: AbortSignal.abort() })).rejects.toThrow("abort");
  });
});

test.for([
  [255, 255],
  [65535, 65535],
  [100, 255],
])("frames with white at %i are written and read again", async ([most, written]) => {
  const out = join(folder, `written-${most}`);
  const frames = [
    [0, 50.4, most, 7],
    [-3, most + 5, 1.5, 20],
  ];
  await writeFrames(out, { width: 2, height: 2, most, names: ["a.pgm", "a.png"] }, (frame) => frames[frame]);
  expect(existsSync(join(out, "a.pgm.png")) && existsSync(join(out, "a.png.png"))).toBe(true);
  const again = await readFrames(out);
  expect(again.most).toBe(written);
  const stretch = written / most;
  const expected = [0, 1, 2, 3].flatMap((pixel) =>
    frames.map((frame) => Math.round(stretch * Math.min(most, Math.max(0, frame[pixel])))),
  );
  expect([...again.dense]).toEqual(expected);
});
