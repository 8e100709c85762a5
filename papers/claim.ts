import { type Evidence, numberText } from "../src/index.ts";

/** One statement of a paper as data: where it stands, how it is checked, and what must come out. */
export interface Claim<Findings> {
  /** Kebab-case, unique in its paper. */
  readonly name: string;
  readonly claim: string;
  /** Where the paper says it, or that it is ours. */
  readonly source: string;
  readonly check: string;
  /** How firm the check is: `estimated` where it sampled seeds or fitted a slope. */
  readonly evidence: Evidence;
  readonly expected: Expectation;
  readonly measured: (findings: Findings) => number;
}

/** What a measured number must satisfy, and the words for it. */
export interface Expectation {
  readonly text: string;
  readonly value: number;
  met(measured: number): boolean;
}

/** A claim with what was measured. */
export interface CheckedClaim {
  readonly name: string;
  readonly claim: string;
  readonly source: string;
  readonly check: string;
  readonly evidence: Evidence;
  readonly expected: string;
  readonly measured: number;
  readonly holds: boolean;
}

/** A number within a share of the expected one. */
export function within(value: number, share: number): Expectation {
  return {
    text: `${numberText(value)} ± ${numberText(100 * share, 3)} %`,
    value,
    met: (measured) => Math.abs(measured - value) <= share * Math.abs(value),
  };
}

/** This number and no other: for counts and whole shares. */
export function exactly(value: number): Expectation {
  return { text: `= ${numberText(value)}`, value, met: (measured) => measured === value };
}

/** A number that is at most the expected one. */
export function atMost(value: number): Expectation {
  return { text: `≤ ${numberText(value)}`, value, met: (measured) => measured <= value };
}

/** A number that is at least the expected one. */
export function atLeast(value: number): Expectation {
  return { text: `≥ ${numberText(value)}`, value, met: (measured) => measured >= value };
}

/** Every claim against what the experiments found. */
export function checked<Findings>(claims: readonly Claim<Findings>[], findings: Findings): CheckedClaim[] {
  return claims.map(({ expected, measured: of, ...words }) => {
    const measured = of(findings);
    return { ...words, expected: expected.text, measured, holds: expected.met(measured) };
  });
}
