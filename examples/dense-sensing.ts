/** Linear measurements with nothing known of their structure: each is a dense matrix A_k, and y_k = ⟨A_k, X⟩. */
import { denseSensing, matrix, planted, random, sense } from "../src/index.ts";

const [rows, columns, rank] = [30, 20, 2];
const truth = planted({ shape: [rows, columns], rank, condition: 5, seed: 1 }).values;

const draw = random(2);
const measurements = 4 * rank * (rows + columns - rank);
const matrices = Float64Array.from({ length: measurements * rows * columns }, () => draw.gaussian());
const operator = denseSensing({ rows, columns, matrices });
const observed = operator.apply(matrix(rows, columns, truth));

const { model, certificates, report } = await sense(operator, observed, { rank });
console.log(report.sentences.join("\n"));
for (const { claim, verdict, evidence } of certificates) console.log({ claim, verdict, evidence });
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth[0], truth[columns + 1], truth[2 * columns + 2]));
