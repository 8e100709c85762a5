/** Finds the wrong entries of a table and what should stand there, told neither how many there are nor where. */
import { planted, separate, separationReport } from "../src/index.ts";

const shape = [60, 40] as const;
const { values } = planted({ shape, rank: 2, condition: 2, noise: 0.02 });
const wrong = [100, 777, 1234, 2000];
const dense = values.map((value, k) => (wrong.includes(k) ? value + 50 : value));

const found = await separate({ dense, shape }, { rank: 2 });
const { sentences } = await separationReport({ dense, shape }, found);
console.log(sentences.join("\n"));

const { rowIndex, columnIndex, values: off } = found.sparse;
const instead = found.model.predict(rowIndex, columnIndex);
for (const [k, row] of rowIndex.entries()) {
  console.log(`row ${row}, column ${columnIndex[k]}: off by ${off[k].toFixed(1)}, ${instead[k].toFixed(2)} expected`);
}
