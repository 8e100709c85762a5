/** Fills in a dense table in which NaN is missing, and asks how far the answer can be trusted. */
import { complete, random } from "../src/index.ts";

const [rows, columns] = [80, 50];
const draw = random(7);

// A table of two hidden causes and some noise, of which half is seen.
const causes = Array.from({ length: rows }, () => [draw.gaussian(), draw.gaussian()]);
const effects = Array.from({ length: columns }, () => [draw.gaussian(), draw.gaussian()]);
const dense = causes.flatMap(([a, b]) =>
  effects.map(([c, d]) => (draw.uniform() < 0.5 ? 10 + a * c + b * d + 0.2 * draw.gaussian() : Number.NaN)),
);

const { model, certified, heldOut, report } = await complete({ dense, shape: [rows, columns] });

console.log(report.sentences.join("\n"));
console.log({ certified, rank: model.left.columns, ridge: model.ridge, heldOut: heldOut?.rmse });

const [row, column] = [3, dense.slice(3 * columns, 4 * columns).findIndex(Number.isNaN)];
const [[a, b], [c, d]] = [causes[row], effects[column]];
console.log(`cell (${row}, ${column}): predicted ${model.predict([row], [column])[0]}, true ${10 + a * c + b * d}`);
