/** Single entries and the totals of all rows and columns together: what two operators see of one matrix. */
import { entrySampling, matrix, planted, rankOneSensing, sense, stacked } from "../src/index.ts";

const [m, n, rank] = [40, 30, 2];
const truth = matrix(m, n, planted({ shape: [m, n], rank, seed: 14 }).values);
const { rows, columns } = planted({ shape: [m, n], rank, oversampling: 2.5, seed: 14 });

const entries = entrySampling({ rows: m, columns: n, rowIndex: rows, columnIndex: columns });
// The total of row i is e_iᵀ X 1, and that of column j is 1ᵀ X e_j.
const unit = (length: number, at: number) => Array.from({ length }, (_, i) => (i === at ? 1 : 0));
const ones = (length: number) => Array.from({ length }, () => 1);
const totals = rankOneSensing({
  rows: m,
  columns: n,
  left: [...ones(m).flatMap((_, i) => unit(m, i)), ...ones(n).flatMap(() => ones(m))],
  right: [...ones(m).flatMap(() => ones(n)), ...ones(n).flatMap((_, j) => unit(n, j))],
});
const operator = stacked({ operators: [entries, totals] });
console.log(`${entries.measurements} entries and ${totals.measurements} totals`);

const { model, report } = await sense(operator, operator.apply(truth), { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth.data[0], truth.data[n + 1], truth.data[2 * n + 2]));
