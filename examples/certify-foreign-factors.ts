/** Another tool stops where its loss stops falling; `certify` says what that point is worth. */
import { certify, random } from "../src/index.ts";

const [m, n, rank, ridge] = [50, 40, 2, 2];
const draw = random(1);
const gaussians = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
const product = (u: Float64Array, v: Float64Array, i: number, j: number, r: number) =>
  u.subarray(i * r, (i + 1) * r).reduce((sum, x, c) => sum + x * v[j * r + c], 0);

// The truth has three columns; the other tool is told to use two.
const [trueLeft, trueRight] = [gaussians(m * 3), gaussians(n * 3)];
const cells = Array.from({ length: m * n }, (_, e) => [Math.floor(e / n), e % n]).filter(() => draw.uniform() < 0.4);
const rows = cells.map(([i]) => i);
const columns = cells.map(([, j]) => j);
const values = cells.map(([i, j]) => product(trueLeft, trueRight, i, j, 3) + 0.2 * draw.gaussian());

// The other tool: gradient descent on ½ Σ (x − value)² + ridge/2 (‖U‖² + ‖V‖²).
const [left, right] = [gaussians(m * rank), gaussians(n * rank)];
for (let step = 0; step < 3_000; step++) {
  const [byLeft, byRight] = [left.map((u) => ridge * u), right.map((v) => ridge * v)];
  for (const [k, [i, j]] of cells.entries()) {
    const error = product(left, right, i, j, rank) - values[k];
    for (let c = 0; c < rank; c++) byLeft[i * rank + c] += error * right[j * rank + c];
    for (let c = 0; c < rank; c++) byRight[j * rank + c] += error * left[i * rank + c];
  }
  for (let k = 0; k < left.length; k++) left[k] -= 0.005 * byLeft[k];
  for (let k = 0; k < right.length; k++) right[k] -= 0.005 * byRight[k];
}

const found = await certify({ rows, columns, values, shape: [m, n] }, { rank, left, right });
console.log(found.sentences.join("\n"));
console.log({ verdict: found.verdict, relativeGap: found.relativeGap, ridge: found.ridge });
