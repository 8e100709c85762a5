import {
  afterIterations,
  random,
  robustSensing,
  type SensingThresholds,
  type Steps,
  sensingThresholds,
  solve,
  subgradientMethod,
} from "../../src/index.ts";
import { relativeError } from "./measures.ts";

/** One cell of the map. */
export interface MapSetting {
  readonly size: number;
  readonly rank: number;
  readonly searchRank: number;
  readonly measurements: number;
  readonly outlierShare: number;
  readonly trials: number;
  readonly iterations: number;
  readonly seed: number;
}

/** The share of the trials from which the truth was recovered. */
export interface MapCell extends MapSetting {
  readonly recovered: number;
  readonly thresholds: SensingThresholds;
}

/** A relative error up to this is a recovery: the start is 10⁻¹⁰. */
const RECOVERED = 1e-4;
const ALPHA = 1e-10;

/** Runs the subgradient method from small starts. */
export function* mapCell(setting: MapSetting): Steps<MapCell> {
  const { size, rank, searchRank, measurements, outlierShare, trials, iterations, seed } = setting;
  let count = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { problem, truth, product } = robustSensing({
      ...{ shape: [size, size], rank, searchRank, measurements, outlierShare, symmetric: true },
      seed: 1000 * seed + trial,
    });
    const draw = random(trial).fork("map");
    const start = truth.map(() => (ALPHA * draw.gaussian()) / Math.sqrt(truth.length));
    const { last } = yield* solve(problem, subgradientMethod(), { start, stop: [afterIterations(iterations)] });
    if (relativeError(problem, last, product) <= RECOVERED) count += 1;
  }
  return { ...setting, recovered: count / trials, thresholds: thresholdsOf(setting) };
}

/** Where the theory draws its lines at one share of outliers. */
export function thresholdsOf({
  size,
  rank,
  searchRank,
  outlierShare,
}: Omit<MapSetting, "measurements">): SensingThresholds {
  return sensingThresholds({ rows: size, columns: size, rank, searchRank, outlierShare, symmetric: true });
}

/** Is a cell well within the window of saddles, with few outliers. */
export function inWindow({ measurements, outlierShare, thresholds }: MapCell): boolean {
  return measurements >= 3 * thresholds.critical && measurements < thresholds.local && outlierShare <= 0.3;
}
