import { factor, gaussianSensing, planted, type RunReport, sense } from "../../src/index.ts";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";

const named = (report: RunReport, source: string): RunReport => ({
  ...report,
  command: `lowlands ${report.task} ${source}`,
  data: { ...report.data, source, hashes: ["0".repeat(64)] },
});

const { truth } = planted({ shape: [14, 11], rank: 2, condition: 2, seed: 1 });
const x = multiply(truth.left, transpose(truth.right));

/** Reports of runs on small data: a sensing with rivals, one of too few measurements, one at a ridge, factorizations. */
export async function sampleRuns(): Promise<Record<string, RunReport>> {
  const sensing = async (measurements: number, options: Parameters<typeof sense>[2]) => {
    const operator = gaussianSensing({ rows: 14, columns: 11, measurements, seed: 2 });
    return named((await sense(operator, operator.apply(x), options)).report, "operator.json, observed.npy");
  };
  const { values: dense } = planted({ shape: [30, 20], rank: 3, noise: 0.2, seed: 2 });
  const factoring = async (options: Parameters<typeof factor>[1]) =>
    named((await factor({ dense, shape: [30, 20] }, options)).report, "matrix.npy");
  return {
    "a sensing with rivals": await sensing(140, { rank: 2, start: "small", compare: ["gradientDescent", "lbfgs"] }),
    "too few measurements": await sensing(30, { rank: 2 }),
    "a sensing at a ridge": await sensing(140, { ridge: 1 }),
    "a ridge that leaves nothing": await sensing(140, { ridge: 1e4 }),
    "a factorization": await factoring({}),
    "a factorization with rivals": await factoring({
      rank: 3,
      start: "random",
      compare: [
        "gradientDescent",
        "lbfgs",
        "scaledGradientDescent",
        "acceleratedGradient",
        "truncatedNewton",
        "gaussNewton",
      ],
      mostIterations: 60,
    }),
    "a matrix of one entry": named((await factor({ dense: [2], shape: [1, 1] }, { rank: 1 })).report, "<one>.npy"),
    "a matrix of zeros": named((await factor({ dense: [0, 0], shape: [1, 2] }, { rank: 1 })).report, "zeros.npy"),
  };
}
