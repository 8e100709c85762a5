/** A label beside a heat map: how far along the edge its centre lies, and whether a narrow page leaves it out. */
export interface LabelPlace {
  readonly label: string;
  readonly percent: string;
  readonly minor: boolean;
}

/** Steps that a reader counts in without effort. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

function stepFor(count: number, most: number, multipleOf: number): number {
  return STEPS.find((step) => step % multipleOf === 0 && count / step <= Math.max(1, most)) ?? count;
}

/**
 * The labels that fit: at most `wide` of them on a wide page and `narrow` on a narrow one. Running numbers, as years are, start
 * at a multiple of the step.
 */
export function labelPlaces(labels: readonly string[], wide: number, narrow: number): LabelPlace[] {
  const step = stepFor(labels.length, wide, 1);
  const narrowStep = stepFor(labels.length, narrow, step);
  const first = Number(labels[0]);
  const running = Number.isInteger(first) && labels.every((label, k) => label !== "" && Number(label) === first + k);
  const number = (k: number) => (running ? first + k : k);
  return labels.flatMap((label, k) =>
    number(k) % step === 0
      ? [{ label, percent: ((100 * (k + 0.5)) / labels.length).toFixed(2), minor: number(k) % narrowStep !== 0 }]
      : [],
  );
}
