import { InputError, readModel } from "../../io/index.ts";
import { type DescentOptions, solvers } from "../../src/index.ts";
import { nearest } from "../arguments/nearest.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";

/** The words on the command line that say how a run descends. */
export interface DescentArguments {
  readonly ridge?: string | undefined;
  readonly solver?: string | undefined;
  readonly start?: string | undefined;
  readonly compare?: string | undefined;
  readonly gap?: string | undefined;
  readonly precision?: "float64" | "float32" | undefined;
  readonly seed?: string | undefined;
  readonly "max-seconds"?: string | undefined;
}

type Given<Options> = { -readonly [Name in keyof Options]?: Options[Name] | undefined };

/** What the command line says about the descent, as the library takes it; throws a UsageError, before any data are read. */
export async function descentSettings(
  args: DescentArguments,
  furtherSolvers: readonly string[] = [],
): Promise<DescentOptions> {
  const settings: Given<DescentOptions> = {
    ridge: numberOption("ridge", args.ridge, { least: 0 }),
    solver: args.solver === undefined ? undefined : solverName("solver", args.solver, ["auto", ...furtherSolvers]),
    compare: args.compare?.split(",").map((name) => solverName("compare", name.trim(), furtherSolvers)),
    gap: numberOption("gap", args.gap, { above: 0, below: 1 }),
    precision: args.precision,
    seed: numberOption("seed", args.seed, { least: 0, whole: true }),
    maxSeconds: numberOption("max-seconds", args["max-seconds"], { above: 0 }),
    start: args.start === undefined ? undefined : await startOf(args.start),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function solverName(option: string, name: string, others: readonly string[]): string {
  const known = [...others, ...Object.keys(solvers)];
  if (known.includes(name)) return name;
  const meant = nearest(name, known);
  const hint = meant ? `; did you mean ${meant}?` : "";
  throw new UsageError(`--${option}: expected one of ${known.join(", ")}; got ${name}${hint}`, option);
}

const STARTS = ["auto", "spectral", "beliefs", "random", "small"] as const;

async function startOf(start: string): Promise<DescentOptions["start"]> {
  const named = STARTS.find((name) => name === start);
  if (named) return named;
  if (!start.endsWith(".npz")) {
    throw new UsageError(`--start: expected ${STARTS.join(", ")} or a model.npz; got ${start}`, "start");
  }
  try {
    const { left, right } = await readModel(start);
    return { left, right };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.fault, { ...(error.file && { file: error.file }), argument: "start" });
  }
}
