import { coreNumbers } from "../certificates/core-numbers.ts";
import { firstOrder } from "../certificates/first-order.ts";
import { identifiability } from "../certificates/identifiability.ts";
import { random } from "../linalg/random.ts";
import type { BlockProblem } from "../problem/problem.ts";
import { breathe } from "../recover/breathe.ts";
import { type Recovery, recover } from "../recover/recover.ts";
import type { ObservedIterate } from "../recover/rounds.ts";
import type { HeldOut, TraceRow } from "../report/report.ts";
import type { Choice } from "./choose.ts";
import type { CompleteOptions, Completion, Observations, Progress } from "./completion.ts";
import { completionReport } from "./completion-report.ts";
import { type Entries, entriesOf, rangeOf, split } from "./entries.ts";
import { errors, type FitTask, fitTask, predictAt } from "./fit.ts";
import { fromArrays, type Model } from "./model.ts";
import { nonnegativeCompletion } from "./nonnegative/nonnegative-completion.ts";
import { type CompleteSettings, settingsOf } from "./settings.ts";
import { signedCompletion } from "./signed-completion.ts";
import { undeterminedAt } from "./undetermined.ts";

/** The held-out error needs a handful of sweeps; the certificate on the test fit is not reported. */
const SETTLED = 1e-5;
const PAIRS_SHOWN = 5_000;

/**
 * Completes a matrix from some of its entries: chooses what is not given on entries set aside, measures the error on
 * others, fits all entries, and certifies the fit.
 *
 * @throws RangeError naming the argument where the data or an option is of no use; what numbers bring (a limit, a
 * stall) is in the result.
 */
export async function complete(data: Observations, options: CompleteOptions = {}): Promise<Completion> {
  const started = Date.now();
  const entries = entriesOf(data);
  const settings = settingsOf(options, entries);
  const run = runOf(options, settings, started);
  const { kept, aside } = split(entries, settings.holdout, settings.seed, "test");
  const strategy = settings.nonnegative ? nonnegativeCompletion : signedCompletion;
  const choice = await strategy.choose({
    entries: kept,
    settings,
    rank: settings.rank,
    ridge: settings.ridge,
    biasRidge: settings.biasRidge,
    highestRank: settings.maxRank,
    seed: settings.seed,
    expired: run.expired,
    observe: run.observe("choose"),
  });
  const fitAt = (task: FitTask, phase: "measure" | "fit") =>
    strategy.fit(task, choice, settings, {
      gap: settings.gap,
      settled: phase === "fit" ? 0 : SETTLED,
      seed: settings.seed,
      ...(run.signal && { signal: run.signal }),
      expired: run.expired,
      observe: run.observe(phase),
    });
  const heldOut = aside.values.length > 0 ? await measure(kept, aside, choice, settings, fitAt) : null;
  const task = fitTask(entries, settings);
  const recovery = await fitAt(task, "fit");
  const model = modelOf(task, recovery, choice, settings, entries);
  const { problem, point } = recovery;
  const certificates = [
    recovery.certificate,
    await breathe(firstOrder(problem, point)),
    await breathe(identifiability(problem, point, { seed: settings.seed })),
  ];
  for (const certify of strategy.further) {
    certificates.push(await breathe(certify(problem, point, { seed: settings.seed })));
  }
  const { verdict } = recovery.certificate;
  const certified = verdict === "holds";
  const undetermined = undeterminedAt(
    task.operator.pattern,
    { rows: model.rowCore, columns: model.columnCore },
    problem.parametrization.rank,
  );
  const seconds = (Date.now() - started) / 1000;
  const parts = { entries, settings, choice, heldOut, task, recovery, certificates, model, undetermined, seconds };
  const report = await breathe(completionReport({ ...parts, trace: run.trace }));
  return { model, certificates, verdict, certified, heldOut, trace: run.trace, report };
}

/** The clock, the signal and the observer of one completion. */
interface Run {
  readonly signal: AbortSignal | undefined;
  readonly expired: () => boolean;
  readonly trace: TraceRow[];
  observe(phase: Progress["phase"]): (step: ObservedIterate) => void;
}

/** Share of the work before each phase, for the estimate of what remains. */
const BEFORE = { choose: 0, measure: 0.35, fit: 0.5 } as const;
const AFTER = { choose: 0.35, measure: 0.5, fit: 1 } as const;

function runOf(options: CompleteOptions, settings: CompleteSettings, started: number): Run {
  const trace: TraceRow[] = [];
  const { signal, maxSeconds = Number.POSITIVE_INFINITY } = options;
  return {
    signal,
    expired: () => signal?.aborted === true || Date.now() - started > 1000 * maxSeconds,
    trace,
    observe(phase) {
      let steps = 0;
      return ({ round, iteration, rank, value, gradientNorm, relativeGap, trial }) => {
        steps += 1;
        const row = {
          round,
          iteration,
          rank,
          objective: value,
          relativeGap: Number.NaN,
          gradientNorm,
          passes: 2 * iteration,
        };
        if (phase === "fit" && !trial) trace.push(row);
        // A phase's length is not known beforehand: its share is approached as its steps add up.
        const within = 1 - 1 / (1 + steps / (phase === "choose" ? 60 : 40));
        const done = BEFORE[phase] + (AFTER[phase] - BEFORE[phase]) * within;
        options.observe?.({
          ...row,
          relativeGap,
          phase,
          done: settings.holdout > 0 || phase === "fit" ? done : within,
        });
      };
    },
  };
}

/** The error on the entries set aside, of a fit to all the others, beside that of mean and biases alone. */
async function measure(
  kept: Entries,
  aside: Entries,
  choice: Choice,
  settings: CompleteSettings,
  fitAt: (task: FitTask, phase: "measure") => Promise<Recovery<BlockProblem>>,
): Promise<HeldOut> {
  const task = fitTask(kept, settings);
  const recovery = await fitAt(task, "measure");
  const range = settings.clip ? rangeOf(kept.values) : null;
  const predicted = clipped(predictAt(recovery.problem, recovery.point, task.scaling, aside), range);

  const plain = fitTask(kept, { ...settings, bias: "both", nonnegative: false });
  const { biasRidge, baselineBiasRidge = biasRidge } = choice;
  const biases = plain.problem({ ridge: Number.MAX_VALUE, biasRidge: baselineBiasRidge }, 0);
  const baseline = await recover(biases, { start: plain.start(biases), highestRank: 0, escapes: [], settled: SETTLED });
  const byBiases = clipped(predictAt(baseline.problem, baseline.point, plain.scaling, aside), range);

  const shown = random(settings.seed).fork("shown").permutation(predicted.length).slice(0, PAIRS_SHOWN);
  return {
    ...errors(predicted, aside.values),
    baselineRmse: errors(byBiases, aside.values).rmse,
    count: aside.values.length,
    observed: Array.from(shown, (k) => aside.values[k]),
    predicted: Array.from(shown, (k) => predicted[k]),
  };
}

function clipped(values: Float64Array, range: readonly [number, number] | null): Float64Array {
  return range ? values.map((x) => Math.min(range[1], Math.max(range[0], x))) : values;
}

function modelOf(
  task: FitTask,
  { problem, point }: Recovery<BlockProblem>,
  { ridge, biasRidge }: Choice,
  settings: CompleteSettings,
  entries: Entries,
): Model {
  const [rows, columns] = entries.shape;
  const parts = problem.parametrization.parts(Float64Array.from(point));
  const cores = coreNumbers(task.operator.pattern);
  const filled = (part: typeof parts.left, length: number) =>
    part.length > 0 ? Float64Array.from(part) : new Float64Array(length);
  return fromArrays({
    rows,
    columns,
    rank: parts.rank,
    left: Float64Array.from(parts.left),
    right: Float64Array.from(parts.right),
    mean: parts.mean[0] ?? 0,
    rowBias: filled(parts.rowBias, rows),
    columnBias: filled(parts.columnBias, columns),
    rowScale: task.scaling.rows,
    columnScale: task.scaling.columns,
    range: settings.clip ? rangeOf(entries.values) : null,
    ridge,
    biasRidge,
    ridgeWeights: settings.ridgeWeights,
    rowCore: cores.rows,
    columnCore: cores.columns,
  });
}
