import {
  asymmetricRankOneSensing,
  compressiveRankOneSensing,
  diagonalFactoring,
  fourByFourFactoring,
  gaussianSensing,
  type KnownLandscape,
  nonnegativeRankOneSensing,
} from "../../src/index.ts";

/** An instance whose spurious minimum is known, with f there. */
export interface Counterexample {
  readonly family: "near isometry" | "near isometry, U Vᵀ" | "compressive" | "diagonal" | "4×4";
  readonly name: string;
  readonly rank: number;
  /** UUᵀ, not UVᵀ. */
  readonly symmetric: boolean;
  readonly landscape: KnownLandscape;
  readonly height: number;
  /** δ, where every measurement matters. */
  readonly isometryConstant?: number;
}

/** θ at which the trap is widest. */
export const WIDEST = Math.atan(Math.SQRT2);
/** δ, and numbers of columns. */
const CONSTANTS = [0.9, 0.6, 0.3, 0.1, 0.01, 0.001];
const RANKS = [1, 3, 10];
/** Neither of two entries, nor of one length. */
const TRUTH = [0, 2, 0, 1, 3];
const TRAP = [1, 0, 0.5, 0, 0];

/** f at the spurious point of a near isometry, θ = π/4. */
const nearIsometryHeight = (delta: number): number => (1 - (delta * delta) / 2) / 2;

/** All that are checked; fewer in the short run. */
export function* counterexamples(short: boolean): Generator<Counterexample, void, undefined> {
  const [constants, ranks] = short
    ? [
        [0.6, 0.1, 0.01],
        [1, 3],
      ]
    : [CONSTANTS, RANKS];
  for (const isometryConstant of constants) {
    for (const rank of ranks) {
      const name = `δ = ${isometryConstant}`;
      const height = nearIsometryHeight(isometryConstant);
      const options = { isometryConstant, rank };
      const one = nonnegativeRankOneSensing({ ...options, truth: TRUTH, trap: TRAP });
      const known = { rank, height, isometryConstant };
      yield { family: "near isometry", name: `${name}, n = 5`, symmetric: true, landscape: one, ...known };
      const two = asymmetricRankOneSensing({
        ...options,
        truth: { left: TRUTH, right: [1, 0, 2] },
        trap: { left: TRAP, right: [0, 1, 0] },
      });
      yield { family: "near isometry, U Vᵀ", name: `${name}, 5×3`, symmetric: false, landscape: two, ...known };
    }
  }
  const rest = gaussianSensing({ rows: 18, columns: 18, measurements: 120, seed: 1 });
  for (const rank of short ? [1] : [1, 3]) {
    const landscape = compressiveRankOneSensing({ isometryConstant: 0.2, rank, rest });
    const name = "159 of 210 measurements, n = 20";
    yield { family: "compressive", name, rank, symmetric: true, landscape, height: 0.49 };
  }
  for (const symmetric of [true, false]) {
    const product = symmetric ? "" : ", U Vᵀ";
    for (const { rank, diagonal } of DIAGONALS) {
      const lesser = diagonal.slice(1);
      yield {
        family: "diagonal",
        name: `1${lesser.length > 3 ? `, ${lesser[0]} ×${lesser.length}` : lesser.map((b) => `, ${b}`).join("")}${product}`,
        rank,
        symmetric,
        landscape: diagonalFactoring({ rank, diagonal, symmetric }),
        height: lesser.reduce((sum, b) => sum + (b * b) / 2, 0),
      };
    }
    for (const rank of [4, 5, 8, 20]) {
      for (const size of short ? [4] : [4, 7]) {
        const landscape = fourByFourFactoring({ rank, size, symmetric });
        yield { family: "4×4", name: `n = ${size}${product}`, rank, symmetric, landscape, height: 1.3828125 };
      }
    }
  }
}

const DIAGONALS = [
  { rank: 2, diagonal: [1, 0.45] },
  { rank: 3, diagonal: [1, 0.3] },
  { rank: 5, diagonal: [1, 0.18] },
  { rank: 20, diagonal: [1, 0.045] },
  { rank: 3, diagonal: [1, 0.3, 0.1] },
  { rank: 10, diagonal: [1, ...new Array<number>(9).fill(0.09)] },
];
