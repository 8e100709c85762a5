import { describe, expect, test } from "vitest";
import { complete, planted } from "../../src/index.ts";

/** ‖X − truth‖ / ‖truth‖ of a completion without ridge, at the planted rank, from noise-free entries. */
async function relativeError(n: number, rank: number, oversampling: number, condition: number) {
  const { truth, rows, columns, values } = planted({
    shape: [n, n],
    rank,
    condition,
    oversampling,
    leastEach: rank,
    seed: 3,
  });
  const { model, certificates } = await complete(
    { rows, columns, values, shape: [n, n] },
    { rank, ridge: 0, bias: "none", scale: "none", holdout: 0, clip: false },
  );
  const cells = Array.from({ length: n * n }, (_, cell) => cell);
  const at = [cells.map((cell) => Math.floor(cell / n)), cells.map((cell) => cell % n)];
  const predicted = model.predict(at[0], at[1]);
  let [error, size] = [0, 0];
  for (const cell of cells) {
    let value = 0;
    for (let c = 0; c < rank; c++) {
      value += truth.left.data[at[0][cell] * rank + c] * truth.right.data[at[1][cell] * rank + c];
    }
    error += (predicted[cell] - value) ** 2;
    size += value * value;
  }
  return { error: Math.sqrt(error / size), certificate: certificates[0] };
}

describe("complete without a ridge finds the matrix from few entries", () => {
  test.for([
    [100, 3, 2, 10],
    [100, 3, 1.3, 1],
    [150, 4, 1.15, 5],
  ])("%i×itself, rank %i, %d entries a degree of freedom, condition %i", async ([n, rank, oversampling, condition]) => {
    const { error, certificate } = await relativeError(n, rank, oversampling, condition);
    expect(error).toBeLessThan(1e-8);
    expect(certificate).toMatchObject({ claim: "globallyOptimal", verdict: "holds" });
  });
});
