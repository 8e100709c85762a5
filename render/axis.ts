import type * as Plot from "@observablehq/plot";
import { numberText, superscript } from "./api.ts";

/** A scale with its ticks and label, and how a value of the data is read on it. */
export interface Axis {
  readonly options: Plot.ScaleOptions;
  readonly read: (value: number) => number;
}

const TICKS = 4;

function powerText(value: number): string {
  const power = Math.log10(value);
  const isPower = Math.abs(power - Math.round(power)) < 1e-9;
  return isPower && (power > 4 || power < 0) ? `10${superscript(Math.round(power))}` : numberText(value, 2);
}

function logTicks(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first >= 2) {
    const step = Math.ceil((last - first + 1) / TICKS);
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, k) => 10 ** (last - k * step));
  }
  const within = (digits: readonly number[]) =>
    [10 ** (first - 1), 10 ** first, 10 ** (first + 1)]
      .flatMap((power) => digits.map((digit) => digit * power))
      .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const round = within([1, 2, 5]);
  return round.length >= 3 ? round : within([1, 1.5, 2, 3, 4, 5, 7]);
}

/** A logarithmic axis over positive values. */
export function logAxis(values: readonly number[], label: string): Axis {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (high / low < 2) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    low = middle / 2;
    high = middle * 2;
  }
  return {
    options: { type: "log", domain: [low, high], ticks: logTicks(low, high), tickFormat: powerText, label },
    read: (value) => value,
  };
}

/** A handful of whole numbers has ticks at whole numbers alone: there is no rank 1.5. */
function linearTicks(values: readonly number[], low: number, high: number): number | number[] {
  if (high - low > TICKS || !values.every(Number.isInteger)) return TICKS;
  return Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
}

/** A linear axis; very large or small values are divided by a power of ten, which the label names. */
export function linearAxis(values: readonly number[], label: string, from?: number): Axis {
  let low = Math.min(from ?? Number.POSITIVE_INFINITY, ...values);
  let high = Math.max(from ?? Number.NEGATIVE_INFINITY, ...values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  // A constant, or what differs by rounding alone, gets some room instead of ticks with sixteen digits.
  if (high - low <= size * 1e-5) {
    const room = size === 0 ? 1 : size / 10;
    if (from === undefined) low -= room;
    high += room;
  }
  const power = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  const unit = power > 4 || power < -3 ? power : 0;
  const read = (value: number) => value / 10 ** unit;
  const named = unit === 0 ? label : `${label} (× 10${superscript(unit)})`;
  return {
    options: { type: "linear", domain: [read(low), read(high)], ticks: linearTicks(values, low, high), label: named },
    read,
  };
}

/** Logarithmic where the values are positive and spread over more than a factor of three, else linear, reaching to `from`. */
export function fittingAxis(values: readonly number[], label: string, from?: number): Axis {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low > 3
    ? logAxis(values, `${label}, log scale`)
    : linearAxis(values, label, from);
}
