import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError, pairs, type ReadOptions, read, readModel, type Table } from "../../io/index.ts";
import { scratch } from "./scratch.ts";

const seed = 20261121;
const { file } = scratch();
const fixtures = readdirSync("test/fixtures/io", { withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith(".py"))
  .map(({ name }) => name);
const texts: Record<string, string> = {
  "triplets.csv": "user,item,rating,time\n1,10,4.5,964982703\n1,20,-3e-2,964982224\n22,10,5,964981247\n",
  "quoted.csv": '"a b";"c;""d""";1.5\n"a b";e;2\nf;"g\nh";3\n',
  "wide.csv": 'state,1928,1929,1930\r\nAlabama,1.5,NA,3\r\n"New, York",,2,4.25\r\nÖland,0,,1\r\n',
};

/** A table that is whole: positions in range, values finite, ids different and of one kind. */
function expectWhole({ rows, columns, values, rowIds, columnIds, hash }: Table): void {
  expect(values.length).toBeGreaterThan(0);
  expect([rows.length, columns.length]).toEqual([values.length, values.length]);
  expect(values.every(Number.isFinite)).toBe(true);
  expect(rows.every((row) => row >= 0 && row < rowIds.length)).toBe(true);
  expect(columns.every((column) => column >= 0 && column < columnIds.length)).toBe(true);
  for (const ids of [rowIds, columnIds]) {
    expect(new Set<number | string>(ids).size).toBe(ids.length);
    expect(new Set(ids.map((id) => typeof id)).size).toBe(1);
  }
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
}

async function readOrRefuse(name: string, content: Uint8Array, options: ReadOptions = {}): Promise<void> {
  const path = file(name, content);
  try {
    expectWhole(await read(path, options));
  } catch (error) {
    if (!(error instanceof InputError))
      throw new Error(`${name} with ${Buffer.from(content).toString("base64")}`, { cause: error });
    expect(error.file).toBe(path);
  }
}

/** Some bytes of a valid file changed, left out or doubled. */
const mutated = (content: Uint8Array) =>
  fc
    .array(
      fc.tuple(
        fc.nat(content.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom("change", "drop", "insert"),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((edits) => {
      const bytes = [...content];
      for (const [place, byte, kind] of edits) {
        if (kind === "change") bytes[Math.min(place, bytes.length - 1)] = byte;
        else bytes.splice(place, kind === "drop" ? 1 : 0, ...(kind === "insert" ? [byte] : []));
      }
      return Uint8Array.from(bytes);
    });

describe("only a whole table or an InputError comes out", () => {
  test.for(Object.keys(texts))("%s cut at every byte, plain and packed", async (name) => {
    const content = Buffer.from(texts[name]);
    const packed = gzipSync(content);
    for (let length = 0; length < content.length; length++) await readOrRefuse(name, content.subarray(0, length));
    for (let length = 0; length < packed.length; length++) {
      await expect(read(file(`${name}.gz`, packed.subarray(0, length)))).rejects.toBeInstanceOf(InputError);
    }
  });

  test.for(fixtures)("%s cut at many bytes", async (name) => {
    const content = readFileSync(`test/fixtures/io/${name}`);
    const step = Math.max(1, Math.floor(content.length / 150));
    for (let length = 0; length < content.length; length += step) {
      await readOrRefuse(`cut-${name}`, content.subarray(0, length), { format: "triplets" });
    }
  });

  test.for([...Object.keys(texts), ...fixtures])("%s with bytes changed", async (name) => {
    const content = name in texts ? Buffer.from(texts[name]) : readFileSync(`test/fixtures/io/${name}`);
    const options = fc.constantFrom<ReadOptions>({}, { format: "wide" }, { format: "triplets", duplicates: "last" });
    await fc.assert(
      fc.asyncProperty(mutated(content), options, (bytes, choice) => readOrRefuse(`changed-${name}`, bytes, choice)),
      { seed, numRuns: 40 },
    );
  });

  test("random bytes and random text", async () => {
    const unit = fc.constantFrom(..."0123456789.,;\t|-+eENA\"' \r\n#%é\u0000".split(""));
    const text = fc.string({ unit, maxLength: 120 }).map((one) => new Uint8Array(Buffer.from(one)));
    const bytes = fc.oneof({ weight: 3, arbitrary: text }, fc.uint8Array({ maxLength: 200 }));
    const begins = fc.constantFrom(
      "",
      "\x93NUMPY\x01\x00",
      "PK\x03\x04",
      "PAR1",
      "%%MatrixMarket matrix coordinate real general\n",
      "user,item,rating\n",
    );
    const options = fc.constantFrom<ReadOptions>(
      {},
      { format: "wide" },
      { format: "triplets" },
      { columns: ["1", "2", "3"] },
    );
    await fc.assert(
      fc.asyncProperty(begins, bytes, options, (begin, rest, choice) =>
        readOrRefuse("random.bin", Buffer.concat([Buffer.from(begin, "latin1"), rest]), choice),
      ),
      { seed, numRuns: 1500 },
    );
  });

  test("pairs and models", async () => {
    const content = Buffer.from('user,item\n1,"a, b"\n2,c\n');
    const model = readFileSync("test/fixtures/io/model-labels.npz");
    await fc.assert(
      fc.asyncProperty(mutated(content), mutated(model), async (text, bytes) => {
        for (const work of [() => pairs(file("pairs.csv", text)), () => readModel(file("model.npz", bytes))]) {
          await work().catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});
