/**
 * MovieLens latest-small with default options over test splits of seeds 1–5: held-out error, baseline, rank, gap, seconds.
 *
 * Run: test/data/fetch.sh && npx tsx bench/movielens.ts
 */
import { read } from "../io/index.ts";
import { complete } from "../src/index.ts";

const { rows, columns, values, rowIds, columnIds } = await read(".cache/data/movielens.csv");
const errors: number[] = [];
for (const seed of [1, 2, 3, 4, 5]) {
  const started = Date.now();
  const data = { rows, columns, values, shape: [rowIds.length, columnIds.length] as const };
  const { heldOut, report } = await complete(data, { seed });
  const { rmse, baselineRmse } = heldOut ?? { rmse: Number.NaN, baselineRmse: Number.NaN };
  errors.push(rmse);
  const { rank, ridge, biasRidge } = report.chosen;
  console.log(
    `seed ${seed}: RMSE ${rmse.toFixed(4)} (biases ${baselineRmse.toFixed(4)}), ridge ${ridge.toFixed(2)}, bias ridge ${biasRidge}, rank ${rank}, gap ${report.relativeGap.toExponential(1)}, ${report.verdict}, ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
}
console.log(`mean RMSE ${(errors.reduce((sum, x) => sum + x, 0) / errors.length).toFixed(4)}`);
