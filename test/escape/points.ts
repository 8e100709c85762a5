import {
  afterIterations,
  asymmetric,
  countWeightedRidge,
  denseSensing,
  elasticNet,
  entrySampling,
  finish,
  fixedRank,
  huber,
  kullbackLeibler,
  type Loss,
  lbfgs,
  leastSquares,
  logistic,
  nonnegative,
  nonnegativeSymmetric,
  type Parametrization,
  type Point,
  type Problem,
  perturbedCompletion,
  poisson,
  projectedGradient,
  type Regularizer,
  random,
  recoveryProblem,
  ridge,
  solve,
  symmetric,
  threeByThreeSensing,
} from "../../src/index.ts";

const [ROWS, COLUMNS] = [7, 6];
const SIZE = { rows: ROWS, columns: COLUMNS };
const biases = { mean: true, rows: true, columns: true };

function completion(loss: Loss, parametrization: Parametrization, regularizer: Regularizer): Problem {
  const draw = random(11).fork(`${loss.name} ${parametrization.name}`);
  const { rows, columns } = parametrization;
  const cells = Array.from({ length: rows * columns }, (_, k) => k).filter(
    (k) => k % columns === 0 || draw.uniform() < 0.7,
  );
  return recoveryProblem({
    operator: entrySampling({
      rows,
      columns,
      rowIndex: cells.map((k) => Math.floor(k / columns)),
      columnIndex: cells.map((k) => k % columns),
    }),
    observed: Float64Array.from(cells, () => (loss.observations ? draw.integer(2) : draw.gaussian())),
    ...{ loss, parametrization, regularizer },
  });
}

function sensing(parametrization: Parametrization): Problem {
  const draw = random(12);
  const { rows, columns } = parametrization;
  const operator = denseSensing({
    rows,
    columns,
    matrices: Float64Array.from({ length: 25 * rows * columns }, () => draw.gaussian()),
  });
  return recoveryProblem({
    operator,
    observed: Float64Array.from({ length: 25 }, () => draw.gaussian()),
    loss: leastSquares(),
    regularizer: ridge({ ridge: 0 }),
    parametrization,
  });
}

const counts = (length: number) => Float64Array.from({ length }, (_, k) => 1 + (k % 3));

/** Problems of every kind that an escape may meet. */
export const problems: Record<string, Problem> = {
  "completion, two factors": completion(leastSquares(), asymmetric({ ...SIZE, rank: 2 }), ridge({ ridge: 0.3 })),
  "completion in float32": completion(leastSquares(), asymmetric({ ...SIZE, rank: 2 }), ridge({ ridge: 0.3 })).with({
    precision: "float32",
  }),
  "completion with biases": completion(
    leastSquares(),
    asymmetric({ ...SIZE, rank: 2, biases }),
    ridge({ ridge: 0.3, biasRidge: 0.1 }),
  ),
  "completion, weighted ridge": completion(
    leastSquares(),
    asymmetric({ ...SIZE, rank: 2 }),
    countWeightedRidge({ ridge: 0.2, biasRidge: 0, rowCounts: counts(ROWS), columnCounts: counts(COLUMNS) }),
  ),
  "perturbed completion": perturbedCompletion({ size: 6, perturbation: 0.1 }).problem,
  "three by three": threeByThreeSensing().problem,
  "sensing, one factor": sensing(symmetric({ rows: 6, rank: 2 })),
  "sensing, two factors": sensing(asymmetric({ ...SIZE, rank: 3 })),
  logistic: completion(logistic(), asymmetric({ ...SIZE, rank: 2, biases }), ridge({ ridge: 0.1, biasRidge: 0.1 })),
  poisson: completion(poisson(), symmetric({ rows: 6, rank: 2 }), ridge({ ridge: 0.1 })),
  huber: completion(huber({ threshold: 0.5 }), asymmetric({ ...SIZE, rank: 2 }), ridge({ ridge: 0.1 })),
  "fixed rank": completion(leastSquares(), fixedRank({ ...SIZE, rank: 2 }), ridge({ ridge: 0 })),
  "nonnegative completion": completion(leastSquares(), nonnegative({ ...SIZE, rank: 2 }), ridge({ ridge: 0.3 })),
  "nonnegative sensing, one factor": sensing(nonnegativeSymmetric({ rows: 6, rank: 2 })),
  "Kullback–Leibler, sparse": completion(
    kullbackLeibler(),
    nonnegative({ ...SIZE, rank: 3 }),
    elasticNet({ ridge: 0.1, l1: 0.05 }),
  ),
  "rank 0": completion(leastSquares(), asymmetric({ ...SIZE, rank: 0, biases }), ridge({ ridge: 0.1, biasRidge: 0.1 })),
};

/** Points to leave, those of no sense among them. */
export function pointsOf(problem: Problem): Record<string, Point> {
  const { parametrization } = problem;
  const draw = random(13).fork(parametrization.name);
  const { nonnegative: signless } = parametrization;
  const wild = problem.point().map(() => (signless ? Math.abs(draw.gaussian()) : draw.gaussian()));
  const edited = (change: (column: number, row: number, x: Point, rank: number) => number) => {
    const point = wild.slice();
    const { left, right, rank } = parametrization.parts(point);
    for (const side of left === right ? [left] : [left, right]) {
      const before = side.slice();
      for (let k = 0; k < side.length; k++) side[k] = change(k % rank, Math.floor(k / rank), before, rank);
    }
    return point;
  };
  const few = finish(
    solve(problem, signless ? projectedGradient() : lbfgs(), {
      start: wild,
      stop: [afterIterations(parametrization.dimension > 0 ? 300 : 1)],
    }),
  );
  return {
    wild,
    descended: few.best,
    zero: problem.point(),
    "a column of zeros": edited((c, i, x, rank) => (c === 0 ? 0 : x[i * rank + c])),
    "equal columns": edited((_, i, x, rank) => x[i * rank]),
    "hardly a second column": edited((c, i, x, rank) => (c === 0 ? 1 : 1e-9) * x[i * rank + c]),
    tiny: wild.map((x) => 1e-160 * x),
    huge: wild.map((x) => 1e160 * x),
    infinite: wild.map((x, k) => (k === 0 ? Number.POSITIVE_INFINITY : x)),
    "not a number": wild.map((x, k) => (k === 1 ? Number.NaN : x)),
  };
}
