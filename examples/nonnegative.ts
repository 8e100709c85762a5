/** Parts that only add up: a matrix of counts with holes, the number of parts chosen, and how far the fit is from the best. */
import { factor, random } from "../src/index.ts";

const [rows, columns] = [40, 25];
const draw = random(2);

// Two blocks that overlap, with patterns inside; a tenth of the counts was lost.
const dense = Float64Array.from({ length: rows * columns }, (_, e) => {
  const [i, j] = [Math.floor(e / columns), e % columns];
  const sea = i < 25 && j < 14 ? 6 + (i % 5) * (j % 3) : 0;
  const land = i > 15 && j > 10 ? 4 + (i % 3) * (j % 4) : 0;
  return draw.uniform() < 0.1 ? Number.NaN : Math.max(0, sea + land + draw.gaussian());
});

const { parts, report, certificates } = await factor({ dense, shape: [rows, columns] }, { nonnegative: true });

console.log(report.headline);
console.log(report.sentences.join("\n"));
for (const { size, share, mostColumns } of report.nonnegative?.parts ?? []) {
  console.log({ size, share, mostColumns: mostColumns.map(({ label }) => label) });
}
console.log({ sizes: parts?.sizes, certificates: certificates.map(({ claim, verdict }) => `${claim}: ${verdict}`) });
