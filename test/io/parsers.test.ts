import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Decoded } from "../../io/table.ts";
import { labelledTriplets } from "../../io/text/labelled-triplets.ts";
import { lineBlocks } from "../../io/text/line-blocks.ts";
import { fieldRole, NumericTriplets } from "../../io/text/numeric-triplets.ts";
import { RecordParser } from "../../io/text/record-parser.ts";
import { textLayout } from "../../io/text/text-layout.ts";
import { Utf8Text } from "../../io/text/utf8-text.ts";
import { type TripletEntries, tripletTable } from "../../io/triplet-table.ts";

const seed = 20261121;
const bytes = (text: string) => new TextEncoder().encode(text);

/** The text in pieces that end wherever the cuts fall. */
async function* cut(text: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const length of cuts) {
    yield text.slice(from, from + length);
    from += length;
  }
  yield text.slice(from);
}

function parsedValue(text: string): number | undefined {
  const parser = new NumericTriplets({ delimiter: 44, roles: Uint8Array.of(1, 2, fieldRole.value), leadingLines: 0 });
  return parser.push(bytes(`1,2,${text}\n`)) ? parser.entries.take().values[0] : undefined;
}

describe("decimals", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 20 });
  const sign = fc.constantFrom("", "-", "+");
  const decimal = fc
    .tuple(
      sign,
      digits,
      fc.option(digits, { nil: "" }),
      fc.option(fc.tuple(fc.constantFrom("e", "E"), sign, fc.nat(330)), { nil: null }),
    )
    .map(([s, whole, part, e]) => `${s}${whole}${part === "" ? "" : `.${part}`}${e === null ? "" : e.join("")}`);
  test("equal Number(text) bit for bit", () => {
    fc.assert(
      fc.property(fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)), (text) => {
        const value = Number(text);
        expect(parsedValue(text)).toBe(Number.isFinite(value) ? value : undefined);
      }),
      { seed, numRuns: 5000 },
    );
  });
  test("halfway cases, the ends of the range, signs of zero", () => {
    for (const text of [
      "9007199254740993",
      "0.1",
      "1e23",
      "8.5e22",
      "5e-324",
      "2.2250738585072011e-308",
      "-0",
      "-.0",
      "1.",
      "123456789012345e22",
    ]) {
      expect(parsedValue(text)).toBe(Number(text));
    }
  });
  test("other texts are none", () => {
    for (const text of [
      "",
      ".",
      "-",
      "e5",
      "1e",
      "1e+",
      "0x1",
      "1_0",
      "1 2",
      "--1",
      "1.2.3",
      "nan",
      "inf",
      "1e309",
      '"1"',
    ]) {
      expect(parsedValue(text)).toBeUndefined();
    }
  });
});

test("the byte parser and the library agree on random triplets, however the text is cut", async () => {
  const id = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -(10 ** 9), max: 10 ** 15 - 1 }));
  const value = fc.double({ noNaN: true, noDefaultInfinity: true });
  const line = fc.tuple(id, id, value, fc.constantFrom("", " "), fc.constantFrom("\n", "\r\n", "\n\n"));
  const lines = fc.array(line, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(lines, fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 }), async (triplets, cuts) => {
      const text = bytes(
        `user,item,rating\n${triplets.map(([u, i, x, pad, end]) => `${u}${pad},${pad}${i},${x}${end}`).join("")}`,
      );
      const layout = textLayout(text, true, { format: "triplets" });
      const parser = new NumericTriplets({ delimiter: 44, roles: Uint8Array.of(1, 2, 3), leadingLines: 1 });
      for await (const block of lineBlocks(cut(text, cuts))) expect(parser.push(block)).toBe(true);
      const table = (found: TripletEntries): Decoded =>
        tripletTable(found, { names: { row: "", column: "", value: "" }, notes: [], duplicates: "last" });
      expect(table(parser)).toEqual(
        table(
          await labelledTriplets({ head: text, whole: true, size: text.length, chunks: () => cut(text, cuts) }, layout),
        ),
      );
    }),
    { seed, numRuns: 300 },
  );
});

test("records come out as they were written, with the lines they begin on, however the text is cut", () => {
  const unit = fc.constantFrom("a", "é", "😀", '"', ",", "\n", " ", "1");
  const field = fc.string({ unit, maxLength: 6 }).map((text) => text.trim());
  const record = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
      (records, cuts) => {
        const written = records.map((fields) => fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        const text = bytes(`${written.join("\n")}\n`);
        const decoder = new Utf8Text();
        const parser = new RecordParser(",", 0);
        const seen: { fields: readonly string[]; line: number }[] = [];
        const take = (batch: { records: readonly (readonly string[])[]; line(record: number): number }) => {
          for (const [k, fields] of batch.records.entries()) seen.push({ fields, line: batch.line(k) });
        };
        let from = 0;
        for (const length of [...cuts, text.length]) {
          take(parser.push(decoder.push(text.slice(from, from + length))));
          from += length;
        }
        take(parser.push(decoder.end()));
        take(parser.end());
        let line = 1;
        const expected = records.map((fields, k) => {
          const placed = { fields, line };
          line += written[k].split("\n").length;
          return placed;
        });
        expect(seen).toEqual(expected);
      },
    ),
    { seed, numRuns: 500 },
  );
});
