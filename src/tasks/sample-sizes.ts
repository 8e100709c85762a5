/** A number of measurements and what it is good for. */
export interface SampleSize {
  readonly name: string;
  readonly measurements: number;
  /** `computed`: a formula; `measured`: where this library's own runs recovered; `estimated`: a bound or the law of large matrices. */
  readonly evidence: "computed" | "measured" | "estimated";
  /** In plain words, with the command that measured it. */
  readonly meaning: string;
}

/** The matrix and how it is observed. */
export interface Sampled {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  readonly symmetric: boolean;
  readonly model: "sensing" | "completion";
}

/** Measurements a degree of freedom at which what bench/ measured recovered every time. */
const SENSING = 3;
const COMPLETION = 1.1;
const COMPLETION_BY_DESCENT = 3;
/** The chance that some row or column has fewer entries than the rank. */
const CHANCE = 0.05;

/** r(m + n − r), or nr − r(r − 1)/2 of a symmetric matrix. */
export function degreesOfFreedom({ rows, columns, rank: r, symmetric }: Sampled): number {
  return symmetric ? rows * r - (r * (r - 1)) / 2 : r * (rows + columns - r);
}

/** How many measurements least squares takes, without outliers: guides for incoherent matrices of moderate condition. */
export function sampleSizes(sampled: Sampled): SampleSize[] {
  const { rows, columns, rank, symmetric, model } = sampled;
  const freedom = degreesOfFreedom(sampled);
  const least: SampleSize = {
    name: "degrees of freedom",
    measurements: freedom,
    evidence: "computed",
    meaning: "with fewer, other matrices of the rank fit as well",
  };
  if (model === "sensing") {
    return [
      least,
      {
        name: "least squares",
        measurements: Math.ceil(SENSING * freedom),
        evidence: "measured",
        meaning: "recovered without noise at condition 10 (npx tsx bench/hadamard-sensing.ts 3 10)",
      },
    ];
  }
  // Of a symmetric matrix an entry stands for its mirror image, too.
  const entries = (count: number) =>
    Math.min(rows * columns, Math.ceil(symmetric ? (count * 2 * rows) / (rows + 1) : count));
  return [
    { ...least, measurements: entries(freedom) },
    {
      name: "entries in every line",
      measurements: entriesInEveryLine(rows, columns, rank),
      evidence: "computed",
      meaning: `every row and column has ${rank} entries or more, but for a chance of 5 %, where entries fall at random`,
    },
    {
      name: "least squares",
      measurements: entries(COMPLETION * freedom),
      evidence: "measured",
      meaning:
        "recovered without noise from belief propagation, where every line has enough entries (npx tsx bench/hard-completion.ts)",
    },
    {
      name: "any descent",
      measurements: entries(COMPLETION_BY_DESCENT * freedom),
      evidence: "estimated",
      meaning: "below it most descents from other starts end elsewhere (docs/choosing-a-solver.md)",
    },
  ];
}

/** The entries at which r in every row and column are to be expected, by Poisson's law; all cells at most. */
function entriesInEveryLine(rows: number, columns: number, rank: number): number {
  const missed = (entries: number) =>
    rows * poissonBelow(rank, entries / rows) + columns * poissonBelow(rank, entries / columns);
  let [low, high] = [0, rows * columns];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (missed(middle) <= CHANCE) high = middle;
    else low = middle;
  }
  return high;
}

/** P(N < count) of a Poisson number N of this mean. */
function poissonBelow(count: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k < count; k++) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}
