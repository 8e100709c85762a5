import type { Certificate } from "../certificates/certificate.ts";
import { firstOrder } from "../certificates/first-order.ts";
import { identifiability } from "../certificates/identifiability.ts";
import { secondOrder } from "../certificates/second-order.ts";
import { absolute } from "../losses/absolute.ts";
import { huber } from "../losses/huber.ts";
import { leastSquares } from "../losses/least-squares.ts";
import type { Loss } from "../losses/loss.ts";
import type { MeasurementOperator } from "../operators/operator.ts";
import { asymmetric } from "../parametrizations/asymmetric.ts";
import { symmetric } from "../parametrizations/symmetric.ts";
import type { Problem } from "../problem/problem.ts";
import { recoveryProblem } from "../problem/recovery-problem.ts";
import { breathe } from "../recover/breathe.ts";
import { ridge as plainRidge } from "../regularizers/ridge.ts";
import { type Descended, descend } from "./descend.ts";
import { modelOf } from "./model-of.ts";
import { type RobustRun, robustRun } from "./robust-run.ts";
import { runClock } from "./run-clock.ts";
import { runReport } from "./run-report.ts";
import { type RunSettings, type SenseSettings, senseSettings } from "./run-settings.ts";
import type { MeasurementOutliers, SenseOptions, Sensing, SensingLoss } from "./sensing.ts";
import { sensingWords } from "./sensing-sentences.ts";

const LOSSES = {
  leastSquares: () => leastSquares(),
  absolute: () => absolute(),
  huber: ({ threshold }: SenseSettings) => huber(threshold === undefined ? {} : { threshold }),
} satisfies Record<SensingLoss, (settings: SenseSettings) => Loss>;

/**
 * Recovers a low-rank matrix X from linear measurements y = 𝒜(X), and certifies the answer.
 *
 * @param observed y, one number a measurement.
 * @throws RangeError or TypeError naming the argument where the data or an option is of no use; what numbers bring (a
 * limit, a stall) is in the result.
 */
export async function sense(
  operator: MeasurementOperator,
  observed: ArrayLike<number>,
  options: SenseOptions,
): Promise<Sensing> {
  const clock = runClock(options);
  const settings = senseSettings(options, operator);
  const problem = recoveryProblem({
    operator,
    observed: Float64Array.from(observed),
    loss: LOSSES[settings.loss](settings) as Loss,
    regularizer: plainRidge({ ridge: settings.ridge }),
    parametrization: (options.symmetric ? symmetric : asymmetric)({
      rows: operator.rows,
      columns: operator.columns,
      rank: settings.rank ?? 0,
    }),
    precision: settings.precision,
  });
  let robust: RobustRun | undefined;
  const found = await descend(problem, settings, clock, options.observe, {
    ...(problem.loss.subdifferential && {
      async main(problem: Problem) {
        robust = await robustRun(problem, settings, clock, options.observe);
        return [robust.run];
      },
    }),
  });
  const certificates = await certificatesOf(found, settings);
  const words = {
    certificates,
    errorByRank: [],
    seconds: clock.seconds(),
    ...sensingWords(found, settings, certificates, robust),
  };
  const { verdict } = found.certificate;
  const report = runReport(found, settings, {
    task: "sense",
    verdict,
    ...(settings.rank === undefined && { start: "rank 0, columns added as the certificate shows them" }),
    ...words,
  });
  const outliers = robust && outliersOf(robust);
  return {
    model: modelOf(found),
    certificates,
    verdict,
    certified: verdict === "holds",
    trace: found.runs[0].trace,
    runs: found.runs,
    report: outliers
      ? {
          ...report,
          data: { ...report.data, operator: operator.name },
          outliers: { ...outliers, indices: Array.from(outliers.indices), errors: Array.from(outliers.errors) },
        }
      : report,
    ...(outliers && { outliers }),
  };
}

function outliersOf({ outliers: { indices, noise, threshold }, residual }: RobustRun): MeasurementOutliers {
  return { indices, errors: Float64Array.from(indices, (k) => residual[k]), noise, threshold };
}

/** What is known of the delivered point: global optimality, stationarity, what the measurements determine, and where the first is open its kind. */
async function certificatesOf(found: Descended, { seed }: RunSettings): Promise<Certificate[]> {
  const { problem, point, certificate, further } = found;
  const known = further.find(({ kind }) => kind !== undefined);
  return [
    certificate,
    await breathe(firstOrder(problem, point)),
    await breathe(identifiability(problem, point, { seed })),
    // Nothing is asked about the neighbourhood of a point that no matrix betters.
    ...(certificate.verdict === "holds" ? [] : [known ?? (await breathe(secondOrder(problem, point, { seed })))]),
  ];
}
