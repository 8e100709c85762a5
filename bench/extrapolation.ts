/**
 * Sweeps of alternating least squares until the certificate holds (relative gap 1e-6; 400 at most), by the number of sweeps that
 * Anderson mixing looks back on; 0 is the plain method. A table of ratings where a file is given, as for the command line;
 * else measles.
 *
 * Run: npx tsx bench/extrapolation.ts [examples/data/measles.csv] [ridge] [bias ridge] [depths]
 */
import { read } from "../io/index.ts";
import {
  alternatingLeastSquares,
  asymmetric,
  entrySampling,
  leastSquares,
  recover,
  recoveryProblem,
  ridge,
} from "../src/index.ts";

const [file = "examples/data/measles.csv", strength = "20", biasStrength = "1", depths = "0,5,10,20,40"] =
  process.argv.slice(2);
const table = await read(file, {});
const [rows, columns] = [table.rowIds.length, table.columnIds.length];
const operator = entrySampling({ rows, columns, rowIndex: table.rows, columnIndex: table.columns });
const problem = recoveryProblem({
  operator,
  observed: operator.measure(table.values),
  loss: leastSquares(),
  regularizer: ridge({ ridge: Number(strength), biasRidge: Number(biasStrength) }),
  parametrization: asymmetric({ rows, columns, rank: 0, biases: { mean: true, rows: true, columns: true } }),
});

for (const depth of depths.split(",").map(Number)) {
  const began = process.cpuUsage();
  const solver = alternatingLeastSquares({ depth });
  const found = await recover(problem, { start: problem.point(), solver, mostIterations: 400 });
  const { user } = process.cpuUsage(began);
  const sweeps = found.rounds.reduce((sum, { iterations }) => sum + iterations, 0);
  const rank = found.problem.parametrization.rank;
  console.log(
    `depth ${depth}: ${sweeps} sweeps, ${found.rounds.length} rounds, rank ${rank}, gap ${found.certificate.quantity.toExponential(1)} (${found.certificate.verdict}), ${(user / 1e6).toFixed(1)} CPU s`,
  );
}
