import { join } from "node:path";
import { expect, test } from "vitest";
import { readObserved, readOperator } from "../../io/index.ts";
import { npyNumbers } from "../../io/numpy/npy-array.ts";
import { npyBytes } from "../../io/numpy/npy-bytes.ts";
import { scratch } from "./scratch.ts";

const { folder, file } = scratch();
const path = (name: string) => join(folder, name);
const data = Float64Array.from({ length: 12 }, (_, k) => k - 5.5);
const bytes = npyBytes({ shape: [3, 2, 2], data });

test("an array of float64 is read where it lies, not copied", () => {
  const { shape, data: found } = npyNumbers(bytes);
  expect(shape).toEqual([3, 2, 2]);
  expect(found.buffer).toBe(bytes.buffer);
  expect(found).toEqual(data);
});

test("so is float32; another order of bytes, or of the axes, is read in a copy", () => {
  const single = Float32Array.from(data);
  const header = Buffer.from(bytes.subarray(0, bytes.length - data.byteLength)).toString("latin1");
  const made = (type: string, order: string, body: Uint8Array) => {
    const text = header.replace("<f8", type).replace("False", order).replace("(3, 2, 2)", "(3, 4)   ");
    return Uint8Array.from(Buffer.concat([Buffer.from(text.slice(0, header.length), "latin1"), body]));
  };
  expect(npyNumbers(made("<f4", "False", new Uint8Array(single.buffer))).data).toEqual(single);
  const swapped = Buffer.from(data.slice().buffer).swap64();
  expect(npyNumbers(made(">f8", "False", swapped)).data).toEqual(data);
  const fortran = npyNumbers(made("<f8", "True ", new Uint8Array(data.slice().buffer))).data;
  expect([...fortran.subarray(0, 4)]).toEqual([0, 3, 6, 9].map((k) => data[k]));
});

test("one number a measurement, from every kind of file", async () => {
  const values = [1.5, -2, 3e-4];
  file("y.npy", npyBytes({ shape: [3], data: Float64Array.from(values) }));
  file("column.npy", npyBytes({ shape: [3, 1], data: Float64Array.from(values) }));
  file("y.csv", "1.5\n-2\n3e-4\n");
  file("headed.csv", '# made by hand\n"y"\n1.5\r\n-2\r\n\r\n3e-4');
  file("y.json", " [1.5, -2, 3e-4]");
  for (const name of ["y.npy", "column.npy", "y.csv", "headed.csv", "y.json"]) {
    expect([...(await readObserved(path(name))).values]).toEqual(values);
  }
});

test("a description may hold descriptions", async () => {
  const entries = (rowIndex: number[]) => ({
    operator: "entrySampling",
    rows: 2,
    columns: 2,
    rowIndex,
    columnIndex: [0, 1],
  });
  file("stacked.json", JSON.stringify({ operator: "stacked", operators: [entries([0, 0]), entries([1, 1])] }));
  const { operator } = await readOperator(path("stacked.json"));
  expect([operator.name, operator.measurements]).toEqual(["stacked", 4]);
});
