/** Measurements of which some are far noisier than others: each divided by its own noise, they count as they deserve. */
import { hadamardSensing, matrix, mixed, planted, random, sense } from "../src/index.ts";

const [rows, columns, rank] = [30, 24, 2];
const truth = planted({ shape: [rows, columns], rank, seed: 18 }).values;

const instrument = hadamardSensing({ rows, columns, measurements: 300, seed: 19 });
const draw = random(20);
const deviation = Float64Array.from({ length: instrument.measurements }, () => (draw.uniform() < 0.3 ? 1 : 0.01));
const observed = instrument.apply(matrix(rows, columns, truth)).map((y, k) => y + deviation[k] * draw.gaussian());

const cells = Array.from(truth, (_, cell) => cell);
for (const [name, by] of Object.entries({
  "as they are": deviation.map(() => 1),
  "by their noise": deviation.map((d) => 1 / d),
})) {
  const operator = mixed({ operator: instrument, by });
  const y = observed.map((value, k) => by[k] * value);
  const { model } = await sense(operator, y, { rank });
  const estimate = model.predict(
    cells.map((cell) => Math.floor(cell / columns)),
    cells.map((cell) => cell % columns),
  );
  const square = estimate.reduce((sum, value, cell) => sum + (value - truth[cell]) ** 2, 0);
  console.log(`${name}: error of a cell ${Math.sqrt(square / cells.length).toFixed(4)}`);
}
