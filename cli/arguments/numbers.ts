import { UsageError } from "./usage-error.ts";

/** The numbers that an option takes. */
export interface NumberRange {
  readonly least?: number;
  /** Numbers below this one. */
  readonly below?: number;
  /** Numbers above this one. */
  readonly above?: number;
  readonly whole?: boolean;
}

/** The number that an option was given, undefined where it was not; throws a UsageError for anything else. */
export function numberOption(name: string, text: string | undefined, range: NumberRange): number | undefined {
  if (text === undefined) return undefined;
  const { least = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = range;
  const { above = Number.NEGATIVE_INFINITY, whole = false } = range;
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  const inside = value >= least && value < below && value > above && (!whole || Number.isSafeInteger(value));
  if (inside) return value;
  const bounds = [
    ...(least > Number.NEGATIVE_INFINITY ? [`${least} or more`] : []),
    ...(above > Number.NEGATIVE_INFINITY ? [`above ${above}`] : []),
    ...(below < Number.POSITIVE_INFINITY ? [`below ${below}`] : []),
  ];
  throw new UsageError(
    `--${name}: expected a ${whole ? "whole number" : "number"}, ${bounds.join(" and ")}; got ${text}`,
    name,
  );
}
