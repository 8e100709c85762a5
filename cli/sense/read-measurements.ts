import { InputError, type Observed, type OperatorFile, readObserved, readOperator } from "../../io/index.ts";
import { numberText, percentText } from "../../src/index.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { Progress } from "../progress.ts";

/** The words on the command line that say what was measured. */
export interface MeasurementArguments {
  readonly operator: string;
  readonly observed: string;
  readonly shape?: string | undefined;
}

/** An operator and what was observed through it. */
export interface Measurements {
  readonly file: OperatorFile;
  readonly observed: Observed;
  /** The observations in the operator's own order. */
  readonly y: Float64Array;
}

/** Reads an operator and its observations, showing how far it is, and says what they are. */
export async function readMeasurements(
  args: MeasurementArguments,
  progress: Progress,
  signal: AbortSignal,
): Promise<Measurements> {
  const showing = (path: string) => ({
    signal,
    onProgress: (done: number, total: number) => progress.show(() => `Reading ${path}: ${percentText(done / total)}`),
  });
  const shape = shapeOf(args.shape);
  const observed = await readObserved(args.observed, showing(args.observed));
  const file = await readOperator(args.operator, { shape, ...showing(args.operator) });
  progress.clear();
  const { operator } = file;
  const y = arranged(file, observed);
  progress.say(
    `${file.source}: ${operator.name} of ${numberText(operator.rows)} × ${numberText(operator.columns)} matrices, ${numberText(operator.measurements)} measurements.`,
  );
  return { file, observed, y };
}

function shapeOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [, rows, columns] = /^\s*(\d+)\s*[,x×]\s*(\d+)\s*$/.exec(text) ?? [];
  if (Number(rows) >= 1 && Number(columns) >= 1) return [Number(rows), Number(columns)];
  throw new UsageError(`--shape: expected rows,columns, both 1 or more; got ${text}`, "shape");
}

/** The observations in the operator's own order, once their number is right. */
function arranged({ listed, arrange, source }: OperatorFile, { values, source: file }: Observed): Float64Array {
  if (values.length === listed) return arrange(values);
  throw new InputError(`expected ${listed} numbers, one a measurement of ${source}; ${values.length} came`, { file });
}
