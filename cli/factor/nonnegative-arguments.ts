import type { FactorOptions } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { FactorArguments } from "../factor.ts";

/** What the command line says about nonnegative factors, as the library takes it; null where they are not asked for. */
export function nonnegativeArguments(
  args: FactorArguments,
): Pick<FactorOptions, "nonnegative" | "loss" | "l1" | "restarts"> | null {
  const { loss, l1, restarts, missing } = args;
  if (!args.nonnegative) {
    const given = Object.entries({ loss, l1, restarts, missing: missing === "skip" ? missing : undefined });
    const [wrong] = given.find(([, value]) => value !== undefined) ?? [];
    if (!wrong) return null;
    const what = wrong === "missing" ? "--missing skip" : `--${wrong}`;
    throw new UsageError(`${what}: expected --nonnegative beside it`, wrong);
  }
  const settings = {
    loss,
    l1: numberOption("l1", l1, { least: 0 }),
    restarts: numberOption("restarts", restarts, { least: 0, whole: true }),
  };
  return {
    nonnegative: true,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  };
}
