import { randomStartTheorem } from "../../src/index.ts";
import { geometric, type InstanceOptions } from "./instance.ts";
import type { RunOptions } from "./run.ts";

/** The series of descents that the claims, tables and figures are made from. */
export interface Experiments<Each = RunOptions> {
  /** One instance, the step ten times smaller from run to run but for the first, which is 0.5/σ₁. */
  readonly steps: readonly Each[];
  /** The same step, another start each. */
  readonly seeds: readonly Each[];
  /** Shapes and ranks × condition numbers. */
  readonly conditions: readonly Each[];
  /** The start's scale from small to large. */
  readonly scales: readonly Each[];
  /** Starts ρU₀ and V₀/ρ. */
  readonly unbalanced: readonly Each[];
  /** Four singular values, each half of the one before. */
  readonly rising: readonly Each[];
}

/** Shapes and ranks over which the condition number grows. */
const SIZES: readonly { shape: readonly [number, number]; rank: number }[] = [
  { shape: [60, 60], rank: 5 },
  { shape: [100, 20], rank: 3 },
  { shape: [30, 25], rank: 2 },
];

/** What is run in full, and in short: larger steps, fewer of everything. */
export function experiments({ short, seed }: { short: boolean; seed: number }): Experiments {
  const base: InstanceOptions = { shape: [30, 20], singularValues: [1, 0.7, 0.4], seed };
  const { scale, stepSize } = randomStartTheorem(base);
  const coarse = (short ? 2e4 : 1e4) * stepSize;
  const eta = short ? 0.4 : 0.05;
  const from = (options: Partial<RunOptions>): RunOptions => ({
    instance: base,
    stepSize: eta,
    scale,
    seed,
    ...options,
  });
  const few = <T>(list: readonly T[], count: number) => (short ? list.slice(0, count) : list);
  return {
    steps: [
      from({ stepSize: 0.5 }),
      from({ stepSize: coarse, every: 2 }),
      from({ stepSize: coarse / 10, every: short ? 10 : 20, untilLocal: short }),
      ...(short ? [] : [from({ stepSize: coarse / 100, every: 100, untilLocal: true })]),
    ],
    seeds: Array.from({ length: short ? 6 : 50 }, (_, k) => from({ seed: seed + k, every: 5 })),
    conditions: few(SIZES, 2).flatMap(({ shape, rank }) =>
      few([2, 5, 10, 20, 50], 3).map((condition) => ({
        instance: { shape, singularValues: geometric(rank, condition), seed },
        stepSize: short ? 0.5 : 0.1,
        scale: 1e-3,
        seed,
        every: 10,
      })),
    ),
    // From the largest start a step of 0.4 diverges.
    scales: [1e-4, 1e-2, 1e-1, 0.5].map((scale) => from({ scale, stepSize: short ? eta / 2 : eta, every: 10 })),
    unbalanced: [1, 3, 10, 30].map((unbalance) => from({ unbalance, every: 5 })),
    rising: [
      {
        instance: { shape: [60, 40], singularValues: [1, 0.5, 0.25, 0.125], seed },
        stepSize: 0.25,
        scale: 1e-4,
        seed,
        every: 2,
      },
    ],
  };
}
