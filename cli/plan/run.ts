import { plan, type SamplingPlan, version } from "../../src/index.ts";
import { numberOption } from "../arguments/numbers.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { PlanArguments } from "../plan.ts";
import { planText } from "./plan-text.ts";

/** Runs `lowlands plan`. */
export function run(args: PlanArguments): void {
  const planned = planOf(args);
  process.stdout.write(
    args.json ? `${JSON.stringify({ command: "plan", ...planned, version }, null, 2)}\n` : planText(planned),
  );
}

/** The options that another word on the command line stands for. */
const WORDS: Readonly<Record<string, string>> = { searchRank: "search-rank", outlierShare: "outliers" };

function planOf(args: PlanArguments): SamplingPlan {
  const whole = (name: "rows" | "columns" | "rank" | "search-rank" | "measurements") =>
    numberOption(name, args[name], { least: 1, whole: true });
  const needed = (name: "rows" | "columns" | "rank") => {
    const value = whole(name);
    if (value === undefined) throw new UsageError(`--${name}: expected a whole number, 1 or more; got none`, name);
    return value;
  };
  const optional = {
    searchRank: whole("search-rank"),
    measurements: whole("measurements"),
    share: numberOption("share", args.share, { above: 0 }),
    outlierShare: numberOption("outliers", args.outliers, { least: 0 }),
    model: args.model,
    symmetric: args.symmetric,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const size = { rows: needed("rows"), columns: needed("columns"), rank: needed("rank") };
  try {
    return plan({ ...size, ...given });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The library's message begins with the option's name.
    const [, names, rest] = /^([^:]+)(:.*)$/s.exec(error.message) ?? [];
    const own = names.split(", ").map((name) => WORDS[name] ?? name);
    throw new UsageError(`${own.map((name) => `--${name}`).join(", ")}${rest}`, own[0]);
  }
}
