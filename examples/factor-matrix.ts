/** Factors a full matrix at the rank that stands above its noise, and asks whether any matrix of that rank does better. */
import { factor, planted } from "../src/index.ts";

const [rows, columns] = [60, 40];
const { values: dense } = planted({ shape: [rows, columns], rank: 3, condition: 2, noise: 0.3 });

const { svd, certificates, report } = await factor({ dense, shape: [rows, columns] });

console.log(report.sentences.join("\n"));
console.log({ singularValues: svd.singularValues, verdict: certificates[0].verdict });
console.log(
  report.errorByRank.map(({ rank, error }) => `rank ${rank}: ${error.toFixed(3)} of the matrix is left`).join("\n"),
);
