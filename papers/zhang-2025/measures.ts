import type { AtSpurious } from "./at-spurious.ts";
import type { Findings } from "./findings.ts";

type Family = AtSpurious["family"];

/** The counterexamples of some kinds. */
export function of({ atSpurious }: Findings, ...families: Family[]): AtSpurious[] {
  return atSpurious.filter(({ family }) => families.includes(family));
}

export function mostOf<T>(list: readonly T[], measured: (item: T) => number): number {
  return Math.max(...list.map(measured));
}

export function leastOf<T>(list: readonly T[], measured: (item: T) => number): number {
  return Math.min(...list.map(measured));
}

/** |f − formula|. */
export const heightError = ({ value, height }: AtSpurious): number => Math.abs(value - height);

/** Slope of log width over log δ by least squares, δ ≤ .1. */
export function widthExponent({ widths }: Findings): number {
  const pairs = widths
    .filter(({ isometryConstant }) => isometryConstant <= 0.1)
    .map(({ isometryConstant, width }) => [Math.log(isometryConstant), Math.log(width)]);
  const mean = (k: number) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const product = pairs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return product / pairs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
