/** Gaussian measurements that are never stored: each A_k is drawn again from the seed whenever it is needed. */
import { gaussianSensing, matrix, planted, sense } from "../src/index.ts";

const [rows, columns, rank] = [24, 18, 2];
const truth = planted({ shape: [rows, columns], rank, seed: 3 }).values;

const operator = gaussianSensing({ rows, columns, measurements: 5 * rank * (rows + columns - rank), seed: 4 });
const observed = operator.apply(matrix(rows, columns, truth));
console.log(`${operator.measurements} matrices of ${rows}×${columns}, none of them in memory`);

const { model, report } = await sense(operator, observed, { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth[0], truth[columns + 1], truth[2 * columns + 2]));
