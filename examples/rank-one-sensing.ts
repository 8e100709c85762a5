/** Bilinear measurements y_k = a_kᵀ X b_k: p(m + n) numbers describe them, where dense matrices would take p·m·n. */
import { matrix, planted, random, rankOneSensing, sense } from "../src/index.ts";

const [rows, columns, rank] = [60, 50, 2];
const truth = planted({ shape: [rows, columns], rank, seed: 6 }).values;

const measurements = 6 * rank * (rows + columns - rank);
const draw = random(7);
const gaussians = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const [left, right] = [gaussians(measurements * rows), gaussians(measurements * columns)];
const operator = rankOneSensing({ left, right, rows, columns });
const observed = operator.apply(matrix(rows, columns, truth));
console.log(`${left.length + right.length} numbers in place of ${measurements * rows * columns}`);

const { model, report } = await sense(operator, observed, { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth[0], truth[columns + 1], truth[2 * columns + 2]));
