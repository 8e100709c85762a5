import {
  absolute,
  asymmetric,
  type CurveCertificate,
  entrySampling,
  noDescentCurve,
  plantedMatrix,
  random,
  recoveryProblem,
  ridge,
  type Steps,
} from "../../src/index.ts";

/** All of a matrix, some of it wrong. */
export interface FullSetting {
  readonly size: number;
  readonly rank: number;
  readonly searchRank: number;
  readonly outlierShare: number;
  readonly seed: number;
}

/** What the certificate says of the truth. */
export interface FullObservation extends FullSetting {
  readonly certificate: CurveCertificate;
}

/** Plants a matrix with errors of ten times its entries' size, and asks of its truth. */
export function* fullObservation(setting: FullSetting): Steps<FullObservation> {
  const { size, rank, searchRank, outlierShare, seed } = setting;
  const { left, right } = plantedMatrix({ shape: [size, size], rank, seed });
  const draw = random(seed).fork("errors");
  const observed = Float64Array.from({ length: size * size }, (_, k) => {
    let x = 0;
    for (let c = 0; c < rank; c++) {
      x += left.data[Math.floor(k / size) * rank + c] * right.data[(k % size) * rank + c];
    }
    const error = draw.uniform() < 0.5 ? -10 : 10;
    return draw.uniform() < outlierShare ? x + error : x;
  });
  const cells = { length: size * size };
  const operator = entrySampling({
    ...{ rows: size, columns: size },
    rowIndex: Int32Array.from(cells, (_, k) => Math.floor(k / size)),
    columnIndex: Int32Array.from(cells, (_, k) => k % size),
  });
  const parametrization = asymmetric({ rows: size, columns: size, rank: searchRank });
  const problem = recoveryProblem({
    ...{ operator, observed, parametrization },
    loss: absolute(),
    regularizer: ridge({ ridge: 0 }),
  });
  const truth = new Float64Array(parametrization.dimension);
  const parts = parametrization.parts(truth);
  for (const [side, factor] of [
    [parts.left, left],
    [parts.right, right],
  ] as const) {
    for (let i = 0; i < size; i++) {
      for (let c = 0; c < rank; c++) side[i * searchRank + c] = factor.data[i * rank + c];
    }
  }
  return { ...setting, certificate: yield* noDescentCurve(problem, truth) };
}
