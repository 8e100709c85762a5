import type { Steps } from "../kernels/steps.ts";
import { weightedSvd } from "../problem/balance.ts";
import type { Recovery } from "../recover/recover.ts";
import type { Report, TraceRow } from "../report/report.ts";
import { version } from "../version.ts";
import type { CompletionParts } from "./completion-parts.ts";
import { completionSentences, completionWarnings } from "./completion-sentences.ts";
import { rangeOf } from "./entries.ts";
import { errors, predictAt } from "./fit.ts";

const BINS = 40;

/** The report of a completion of arrays; who read a file adds the file's name, hash, labels and command. */
export function* completionReport(parts: CompletionParts): Steps<Report> {
  const { entries, settings, choice, recovery, certificates, task } = parts;
  const { certificate } = recovery;
  const [rows, columns] = entries.shape;
  const fitted = predictAt(recovery.problem, Float64Array.from(recovery.point), task.scaling, entries);
  const residuals = entries.values.map((value, k) => value - fitted[k]);
  const [minimum, maximum] = rangeOf(entries.values);
  const singularValues = Array.from((yield* weightedSvd(recovery.problem, recovery.point)).singularValues);
  return {
    command: "",
    version,
    seed: settings.seed,
    data: {
      source: "",
      hash: "",
      shape: "array",
      rows,
      columns,
      observed: task.operator.measurements,
      repeated: task.operator.repeated,
      minimum,
      maximum,
      scale: settings.scale,
      rowName: "",
      columnName: "",
      valueName: "",
    },
    verdict: certificate.verdict,
    certified: certificate.verdict === "holds",
    sentences: completionSentences(parts, singularValues),
    warnings: completionWarnings(parts),
    heldOut: parts.heldOut,
    chosen: {
      nonnegative: settings.nonnegative,
      rank: recovery.problem.parametrization.rank,
      ridge: choice.ridge,
      ridgeWeights: settings.ridgeWeights,
      bias: settings.bias,
      biasRidge: choice.biasRidge,
      byValidation: [
        ...(choice.rank !== undefined && settings.rank === undefined ? ["rank"] : []),
        ...(settings.ridge === undefined ? ["ridge"] : []),
        ...(settings.biasRidge === undefined && settings.bias !== "none" && settings.bias !== "mean"
          ? ["biasRidge"]
          : []),
      ],
      path: choice.path,
    },
    objective: recovery.value,
    relativeGap: certificate.quantity,
    singularValues,
    residuals: histogram(residuals, errors(fitted, entries.values).rmse),
    undetermined: parts.undetermined,
    certificates: certificates.map(({ witness: _, ...plain }) => plain),
    rounds: recovery.rounds,
    trace: withGaps(parts.trace, recovery),
    stopped: recovery.stopped,
    seconds: parts.seconds,
    picture: null,
    credit: "",
  };
}

/** The gap of each round stands at the round's last step. */
function withGaps(trace: readonly TraceRow[], { rounds }: Recovery): TraceRow[] {
  const gaps = new Map(rounds.map(({ round, relativeGap }) => [round, relativeGap]));
  return trace.map((row, k) =>
    trace[k + 1]?.round === row.round ? row : { ...row, relativeGap: gaps.get(row.round) ?? Number.NaN },
  );
}

function histogram(values: Float64Array, rmse: number): Report["residuals"] {
  const [least, most] = rangeOf(values);
  const width = (most - least) / BINS || 1;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - least) / width))] += 1;
  return {
    edges: Array.from({ length: BINS + 1 }, (_, k) => least + k * width),
    counts,
    rmse,
    mean: values.reduce((sum, x) => sum + x, 0) / values.length,
  };
}
