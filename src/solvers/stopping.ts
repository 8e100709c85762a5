import type { Iterate } from "./solver.ts";

/** Why a run ended: the rule's name, and whether that means convergence. */
export interface StopReason {
  readonly rule: string;
  readonly converged: boolean;
}

/** A condition on the iterates seen so far; `begin` gives a fresh check for one run. */
export interface StoppingRule extends StopReason {
  readonly needsGradient: boolean;
  /** A fresh check for one run: true where the rule fires. */
  begin(): (iterate: Iterate) => boolean;
}

/** After this many iterations. */
export function afterIterations(limit: number): StoppingRule {
  return {
    rule: `afterIterations(${limit})`,
    converged: false,
    needsGradient: false,
    begin: () => (iterate) => iterate.iteration >= limit,
  };
}

/** Where ‖∇f‖ ≤ threshold. */
export function gradientNormBelow(threshold: number): StoppingRule {
  return {
    rule: `gradientNormBelow(${shortest(threshold)})`,
    converged: true,
    needsGradient: true,
    begin: () => (iterate) => iterate.gradientNorm <= threshold,
  };
}

/** Where f ≤ threshold. */
export function valueBelow(threshold: number): StoppingRule {
  return {
    rule: `valueBelow(${shortest(threshold)})`,
    converged: true,
    needsGradient: false,
    begin: () => (iterate) => iterate.value <= threshold,
  };
}

/** Where f fell by at most `tolerance`·|f| a step, averaged over the last `steps` iterations. */
export function decreaseBelow(tolerance: number, steps = 3): StoppingRule {
  return {
    rule: `decreaseBelow(${shortest(tolerance)})`,
    converged: true,
    needsGradient: false,
    begin() {
      const values: number[] = [];
      return ({ value }) => {
        values.push(value);
        if (values.length <= steps) return false;
        return values.shift()! - value <= steps * tolerance * Math.abs(value);
      };
    },
  };
}

/** Where the lowest value so far fell by at most `share` of it an iteration, over the last `iterations`: it may rise between. */
export function flatFor(iterations: number, share: number): StoppingRule {
  return {
    rule: `flatFor(${iterations})`,
    converged: true,
    needsGradient: false,
    begin() {
      const lowest: number[] = [];
      return ({ value }) => {
        const least = Math.min(value, lowest.at(-1) ?? Number.POSITIVE_INFINITY);
        lowest.push(least);
        if (lowest.length <= iterations) return false;
        return lowest.shift()! - least <= iterations * share * Math.abs(least);
      };
    },
  };
}

/**
 * Where f is above a value that so many more iterations would not take it down to, were it to go on falling as fast as over the last
 * `patience`: a descent that slows down does not come there.
 */
export function outOfReach(value: number, iterations: number, patience = 20): StoppingRule {
  return {
    rule: `outOfReach(${iterations})`,
    converged: true,
    needsGradient: false,
    begin() {
      const values: number[] = [];
      return (iterate) => {
        values.push(iterate.value);
        if (values.length <= patience) return false;
        const rate = (values.shift()! - iterate.value) / patience;
        return iterate.value > value && iterate.value - value > iterations * rate;
      };
    },
  };
}

/** Where the method's own measure of its step is ≤ threshold. */
export function stepBelow(threshold: number): StoppingRule {
  return {
    rule: `stepBelow(${shortest(threshold)})`,
    converged: true,
    needsGradient: false,
    begin: () => (iterate) => iterate.step <= threshold,
  };
}

/** Where the method's own measure of its step is ≤ `share` of the largest so far. */
export function stepShrunkTo(share: number): StoppingRule {
  return {
    rule: `stepShrunkTo(${shortest(share)})`,
    converged: true,
    needsGradient: false,
    begin() {
      let largest = 0;
      return ({ step }) => {
        largest = Math.max(largest, step);
        return step <= share * largest;
      };
    },
  };
}

/** Where the caller's condition holds: a clock, a signal, a budget of passes. */
export function when(rule: string, condition: () => boolean): StoppingRule {
  return { rule, converged: false, needsGradient: false, begin: () => condition };
}

/** A threshold without the digits that multiplication left. */
function shortest(threshold: number): number {
  return Number(threshold.toPrecision(3));
}
