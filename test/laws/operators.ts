import { matrix } from "../../src/linalg/matrix.ts";
import { type Random, random } from "../../src/linalg/random.ts";
import {
  denseSensing,
  entrySampling,
  fullObservation,
  gaussianSensing,
  hadamardSensing,
  linearOperator,
  lineSampling,
  type MeasurementOperator,
  mixed,
  type operators,
  quadraticSensing,
  rankOneSensing,
  selected,
  stacked,
  summed,
  transformed,
} from "../../src/operators/index.ts";

/** Sizes of a sample, all 1 where the seed is 0. */
const sizes = (draw: Random, seed: number, ...most: number[]) =>
  most.map((m) => (seed === 0 ? 1 : 1 + draw.integer(m)));
const gaussian = (draw: Random, rows: number, columns: number) =>
  matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
/** Some of the numbers below a bound, in any order. */
const some = (draw: Random, bound: number, least: number) =>
  draw.permutation(bound).slice(0, least + draw.integer(bound + 1 - least));

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
  hadamardSensing(seed) {
    const draw = random(seed).fork("hadamardSensing");
    const [rows, columns] = seed === 39 ? [130, 150] : sizes(draw, seed, 20, 20);
    const most = 2 ** Math.ceil(Math.log2(rows * columns));
    return hadamardSensing({ rows, columns, measurements: seed === 1 ? most : 1 + draw.integer(most), seed });
  },
  lineSampling(seed) {
    const draw = random(seed).fork("lineSampling");
    const [rows, columns] = sizes(draw, seed, 14, 14);
    const observedRows = some(draw, rows, seed % 3 === 0 ? 1 : 0);
    const observedColumns = some(draw, columns, seed % 3 === 0 ? 0 : 1);
    if (observedRows.length === rows && seed % 3 === 1)
      return lineSampling({ rows, columns, observedRows, observedColumns: [] });
    return lineSampling({ rows, columns, observedRows, observedColumns });
  },
  linearOperator(seed) {
    const draw = random(seed).fork("linearOperator");
    const [rows, columns] = sizes(draw, seed, 9, 9);
    // The sums of the rows, and each entry less its neighbour to the right.
    return linearOperator({
      rows,
      columns,
      measurements: rows * columns,
      apply: ({ data }) =>
        data.map((value, k) =>
          k % columns === 0 ? data.subarray(k, k + columns).reduce((sum, x) => sum + x, 0) : value - data[k - 1],
        ),
      adjoint: (z) =>
        z.map((value, k) => {
          const sum = z[k - (k % columns)];
          const next = k % columns < columns - 1 ? z[k + 1] : 0;
          return k % columns === 0 ? sum - next : sum + value - next;
        }),
    });
  },
  mixed(seed) {
    const draw = random(seed).fork("mixed");
    const operator = samples.entrySampling(seed);
    const [q] = sizes(draw, seed, 12);
    const p = operator.measurements;
    return mixed({ operator, by: seed % 2 ? gaussian(draw, 1, p).data : gaussian(draw, q, p) });
  },
  quadraticSensing(seed) {
    const draw = random(seed).fork("quadraticSensing");
    const [size, p] = sizes(draw, seed, 12, 150);
    const vectors = gaussian(draw, p, size);
    return quadraticSensing(seed % 2 ? { vectors } : { vectors: vectors.data, size });
  },
  rankOneSensing(seed) {
    const draw = random(seed).fork("rankOneSensing");
    const [rows, columns, p] = sizes(draw, seed, 12, 12, 150);
    const [left, right] = [gaussian(draw, p, rows), gaussian(draw, p, columns)];
    return rankOneSensing(seed % 2 ? { left, right } : { left: left.data, right: right.data, rows, columns });
  },
  selected(seed) {
    const draw = random(seed).fork("selected");
    const base = samples[seed % 2 ? "denseSensing" : "gaussianSensing"](seed);
    return selected({ operator: base, indices: some(draw, base.measurements, 1).sort() });
  },
  stacked(seed) {
    const draw = random(seed).fork("stacked");
    const [rows, columns, p] = sizes(draw, seed, 9, 9, 20);
    const operators = [
      fullObservation({ rows, columns }),
      hadamardSensing({ rows, columns, measurements: 1, seed }),
      gaussianSensing({ rows, columns, measurements: p, seed }),
    ];
    return stacked({ operators: seed === 0 ? operators.slice(1, 2) : operators });
  },
  summed(seed) {
    const draw = random(seed).fork("summed");
    const [rows, columns, p] = sizes(draw, seed, 9, 9, 20);
    const operators = [
      rankOneSensing({ left: gaussian(draw, p, rows), right: gaussian(draw, p, columns) }),
      gaussianSensing({ rows, columns, measurements: p, seed }),
    ];
    return summed(seed % 2 ? { operators } : { operators, coefficients: gaussian(draw, 1, 2).data });
  },
  transformed(seed) {
    const draw = random(seed).fork("transformed");
    const operator = samples.entrySampling(seed);
    const [rows, columns] = sizes(draw, seed, 9, 9);
    return transformed({
      operator,
      ...(seed % 4 < 2 && { left: gaussian(draw, operator.rows, rows) }),
      ...(seed % 4 !== 1 && { right: gaussian(draw, columns, operator.columns) }),
    });
  },
};
