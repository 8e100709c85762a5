/** A double exposure: every measurement sees a matrix, and a third as strong the same matrix mirrored. */
import { hadamardSensing, matrix, planted, sense, summed, transformed } from "../src/index.ts";

const [rows, columns, rank] = [32, 30, 2];
const truth = planted({ shape: [rows, columns], rank, seed: 16 }).values;

const measurements = 5 * rank * (rows + columns - rank);
const camera = hadamardSensing({ rows, columns, measurements, seed: 17 });
// X Q, Q with ones from corner to corner, is X with its columns in reverse.
const mirror = matrix(columns, columns);
for (let j = 0; j < columns; j++) mirror.data[j * columns + columns - 1 - j] = 1;
const ghost = transformed({ operator: camera, right: mirror });
const operator = summed({ operators: [camera, ghost], coefficients: [1, 1 / 3] });
const observed = operator.apply(matrix(rows, columns, truth));

const { model, report } = await sense(operator, observed, { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth[0], truth[columns + 1], truth[2 * columns + 2]));
