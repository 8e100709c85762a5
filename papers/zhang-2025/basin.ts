import { nonnegativeRankOneSensing, type Point, type Problem, type Steps } from "../../src/index.ts";
import { type Contour, contours } from "./contours.ts";

/** The landscape of the smallest counterexample, n = 2 and r = 1: f over (u₁, u₂), and where projected gradient goes. */
export interface Basin {
  readonly isometryConstant: number;
  readonly truth: Point;
  readonly spurious: Point;
  readonly contours: readonly Contour[];
  readonly paths: readonly Path[];
}

/** Projected gradient in short steps. */
export interface Path {
  readonly points: readonly (readonly [number, number])[];
  readonly trapped: boolean;
}

/** Drawn so that both axes have one scale. */
const [WIDTH, HEIGHT, CELLS] = [1.3, 0.966, 90];
const LEVELS = [0.02, 0.08, 0.18, 0.3, 0.4, 0.45, 0.475, 0.48, 0.4875, 0.5, 0.6, 0.9, 1.5];
const STARTS: readonly (readonly [number, number])[] = [
  [0.03, 0.95],
  [0.14, 0.95],
  [0.3, 0.95],
  [1.25, 0.9],
  [0.01, 0.1],
  [0.05, 0.1],
  [1.25, 0.1],
];
const [STEP, ITERATIONS] = [0.02, 4000];

export function* basin(isometryConstant: number): Steps<Basin> {
  const { problem, truth, spurious } = nonnegativeRankOneSensing({ isometryConstant, rank: 1 });
  const side = WIDTH / CELLS;
  const values: number[][] = [];
  for (let i = 0; i <= CELLS; i++) {
    const column: number[] = [];
    for (let j = 0; j * side <= HEIGHT; j++) {
      column.push(yield* problem.at(Float64Array.of(i * side, j * side)).value());
    }
    values.push(column);
    yield;
  }
  const paths: Path[] = [];
  for (const start of STARTS) paths.push(yield* path(problem, start));
  return {
    isometryConstant,
    truth,
    spurious: spurious[0],
    contours: contours({ values, side, levels: LEVELS }),
    paths,
  };
}

function* path(problem: Problem, [x, y]: readonly [number, number]): Steps<Path> {
  let point = Float64Array.of(x, y);
  const points: [number, number][] = [[x, y]];
  for (let k = 0; k < ITERATIONS; k++) {
    const gradient = yield* problem.at(point).gradient();
    const next = point.map((entry, i) => Math.max(0, entry - STEP * gradient[i]));
    if (Math.hypot(next[0] - point[0], next[1] - point[1]) < 1e-7) break;
    point = next;
    const [a, b] = points[points.length - 1];
    if (Math.hypot(point[0] - a, point[1] - b) > 0.01) points.push([point[0], point[1]]);
  }
  points.push([point[0], point[1]]);
  return { points, trapped: (yield* problem.at(point).value()) > 0.1 };
}
