import { random } from "../../src/linalg/random.ts";
import {
  denseSensing,
  entrySampling,
  fullObservation,
  gaussianSensing,
  type MeasurementOperator,
  type operators,
} from "../../src/operators/index.ts";

/** A sample of each operator of the catalogue from a seed: sizes, patterns and weights drawn, the edges among them. */
export const samples: Record<keyof typeof operators, (seed: number) => MeasurementOperator> = {
  denseSensing(seed) {
    const draw = random(seed).fork("denseSensing");
    const [rows, columns, p] = seed === 0 ? [1, 1, 1] : [11, 11, 60].map((most) => 1 + draw.integer(most));
    const matrices = Float64Array.from({ length: p * rows * columns }, () => draw.gaussian());
    const storage = draw.uniform() < 0.5 ? "float32" : "float64";
    return denseSensing({ rows, columns, matrices, storage });
  },
  entrySampling(seed) {
    const draw = random(seed).fork("entrySampling");
    const [rows, columns] = seed === 0 ? [1, 1] : [1 + draw.integer(14), 1 + draw.integer(14)];
    const entries = seed === 0 ? 1 : 1 + draw.integer(3 * (rows + columns));
    const list = (bound: number) => Int32Array.from({ length: entries }, () => draw.integer(bound));
    // Few entries leave rows and columns empty, many repeat cells.
    const [rowIndex, columnIndex] = [list(rows), list(columns)];
    const weights = Float64Array.from({ length: entries }, () => 0.1 + 3 * draw.uniform());
    return entrySampling({ rows, columns, rowIndex, columnIndex, ...(draw.uniform() < 0.5 && { weights }) });
  },
  fullObservation(seed) {
    const draw = random(seed).fork("fullObservation");
    const [rows, columns] = seed === 0 ? [1, 1] : [1 + draw.integer(20), 1 + draw.integer(20)];
    return fullObservation({ rows, columns });
  },
  gaussianSensing(seed) {
    const draw = random(seed).fork("gaussianSensing");
    const [rows, columns, p] = seed === 0 ? [1, 1, 1] : [11, 11, 60].map((most) => 1 + draw.integer(most));
    return gaussianSensing({ rows, columns, measurements: p, seed, ...(seed % 2 === 1 && { variance: 1 }) });
  },
};
