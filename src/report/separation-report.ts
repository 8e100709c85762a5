import type { SeparationFacts } from "./separation-facts.ts";

/** A row or column with the outliers in it. */
export interface OutlierLine {
  readonly label: string;
  readonly outliers: number;
  readonly observed: number;
}

/** One size of the residuals |y − L| in descending order, and how many are as large or larger. */
export interface RankedResidual {
  readonly place: number;
  readonly size: number;
}

/** Three pictures of one frame: the frame, L's background, and S, each row-major, 0 black to 255 white. */
export interface FramePicture {
  readonly name: string;
  /** Of the frame's pixels. */
  readonly outlierShare: number;
  readonly frame: readonly number[];
  readonly background: readonly number[];
  /** What differs from the background, darker or lighter than the grey of 128, which stands for no outlier. */
  readonly moving: readonly number[];
}

/** All that a reader should know of a matrix that was parted into low rank and outliers, as plain data. */
export interface SeparationReport extends Omit<SeparationFacts, "data" | "outliers"> {
  readonly task: "separate";
  readonly command: string;
  readonly version: string;
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  readonly data: SeparationFacts["data"] & {
    /** What was read; none for arrays. */
    readonly source: string;
    /** SHA-256 of what was read, hexadecimal; none for arrays. */
    readonly hashes: readonly string[];
    /** Where the columns are frames of a video and the rows their pixels. */
    readonly frames: { readonly width: number; readonly height: number; readonly white: number } | null;
  };
  readonly outliers: Omit<SeparationFacts["outliers"], "byRow" | "byColumn"> & {
    /** How many in each row and in each column. */
    readonly byRow: readonly number[];
    readonly byColumn: readonly number[];
    /** The rows and columns with the largest share of outliers, at most ten of each, none without any. */
    readonly worstRows: readonly OutlierLine[];
    readonly worstColumns: readonly OutlierLine[];
    /** In how many rows and columns outliers are more than half of what was observed. */
    readonly mostlyOutliers: { readonly rows: number; readonly columns: number };
  };
  /** Some hundred of all, the largest, the smallest and those beside the threshold among them. */
  readonly rankedResiduals: readonly RankedResidual[];
  /**
   * The matrices as at most 200 × 200 blocks of equal size, each block's mean; null where the columns are frames. `given` is null
   * where nothing of a block was observed; `outliers` is S itself where a block is one entry (`share` false), else the share of
   * outliers in what was observed of it.
   */
  readonly picture: {
    readonly rowLabels: readonly string[];
    readonly columnLabels: readonly string[];
    readonly given: readonly (readonly (number | null)[])[];
    readonly lowRank: readonly (readonly number[])[];
    readonly outliers: readonly (readonly number[])[];
    readonly share: boolean;
  } | null;
  /** Three frames of the video, at most 400 pixels wide; null for other data. */
  readonly frames: {
    readonly width: number;
    readonly height: number;
    readonly pictures: readonly FramePicture[];
    /** In how many of all frames each pixel was an outlier, as a share. */
    readonly outlierShare: readonly number[];
  } | null;
  readonly credit: string;
}
