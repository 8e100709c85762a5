/** Long runs can be watched and stopped: what comes back is the best point so far, with its certificate. */
import { complete, type Progress, random } from "../src/index.ts";

const [m, n] = [60, 40];
const draw = random(4);
const size = 1_500;
const rows = Array.from({ length: size }, () => draw.integer(m));
const columns = Array.from({ length: size }, () => draw.integer(n));
const values = rows.map((i, k) => Math.sin(i / 9) * Math.cos(columns[k] / 7) + draw.gaussian());

const controller = new AbortController();
let last: Progress["phase"] | "" = "";
const { model, report, verdict, certificates } = await complete(
  { rows, columns, values, shape: [m, n] },
  {
    signal: controller.signal,
    observe({ phase, done, rank, objective }) {
      if (phase !== last) console.log(`${phase}: ${Math.round(100 * done)} %, rank ${rank}, objective ${objective}`);
      last = phase;
      // Whoever has seen enough aborts: a button, a deadline, or as here a condition.
      if (phase === "fit") controller.abort();
    },
  },
);

console.log(report.stopped, `rank ${model.left.columns}`);
console.log(`${verdict}: ${certificates[0].sentence}`);
