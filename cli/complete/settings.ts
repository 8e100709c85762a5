import type { CompleteOptions } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CompleteArguments } from "../complete.ts";

type Given<Options> = { -readonly [Name in keyof Options]?: Options[Name] | undefined };

/** What the command line says about the fit, as the library takes it; throws a UsageError, before any file is read. */
export function settingsOf(args: CompleteArguments): CompleteOptions {
  const settings: Given<CompleteOptions> = {
    nonnegative: args.nonnegative,
    rank: numberOption("rank", args.rank, { least: 0, whole: true }),
    maxRank: numberOption("max-rank", args["max-rank"], { least: 0, whole: true }),
    ridge: numberOption("ridge", args.ridge, { least: 0 }),
    ridgeWeights: args["ridge-weights"],
    bias: args.bias,
    biasRidge: numberOption("bias-ridge", args["bias-ridge"], { least: 0 }),
    holdout: numberOption("holdout", args.holdout, { least: 0, below: 1 }),
    gap: numberOption("gap", args.gap, { above: 0, below: 1 }),
    scale: args.scale,
    clip: args.clip === undefined ? undefined : args.clip === "on",
    precision: args.precision,
    seed: numberOption("seed", args.seed, { least: 0, whole: true }),
    maxSeconds: numberOption("max-seconds", args["max-seconds"], { above: 0 }),
  };
  if (args.nonnegative) checkNonnegative(args);
  else if (settings.ridge === 0 && settings.rank === undefined) {
    throw new UsageError(
      "--ridge: expected a number above 0, or --rank beside it (nothing else limits the rank); got 0",
      "ridge",
    );
  }
  if (settings.rank !== undefined && settings.maxRank !== undefined) {
    throw new UsageError("--max-rank: expected --rank or --max-rank; got both", "max-rank");
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** What has no meaning beside nonnegative factors. */
function checkNonnegative(args: CompleteArguments): void {
  for (const name of ["bias", "bias-ridge", "ridge-weights", "scale"] as const) {
    const value = args[name];
    if (value === undefined || value === "none") continue;
    throw new UsageError(`--${name}: expected none beside --nonnegative; got ${value}`, name);
  }
  if (args.rank === "0") throw new UsageError("--rank: expected 1 or more beside --nonnegative; got 0", "rank");
}
