import type { CheckedClaim } from "./claim.ts";

/** How far a reproduction is. */
export interface Stage {
  readonly done: number;
  readonly total: number;
  readonly doing: string;
}

/** How a paper is reproduced. */
export interface ReproduceOptions {
  /** Fewer seeds, shorter sweeps: the same claims in seconds. */
  readonly short: boolean;
  readonly seed: number;
}

/** A figure: the name of its file without extension, what to read from it, and the SVG. */
export interface PaperFigure {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** Measured numbers, beside expected ones where there are any. */
export interface NumberTable {
  readonly title: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

/** What a reproduction found. */
export interface Reproduction {
  readonly claims: readonly CheckedClaim[];
  readonly tables: readonly NumberTable[];
  readonly figures: readonly PaperFigure[];
}

/** A paper's script: it yields where it stands and returns what it found. */
export type Reproduce = (options: ReproduceOptions) => Generator<Stage, Reproduction, undefined>;

/** A line of the catalogue. */
export interface Paper {
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  readonly arxiv: string;
  readonly load: () => Promise<{ readonly reproduce: Reproduce }>;
}
