/** A rank and a ridge that were tried on entries set aside. */
export interface TriedRank {
  readonly rank: number;
  readonly ridge: number;
  readonly validationRmse: number;
}

/** One of the rows or columns that weigh most in a part. */
export interface PartMember {
  /** Its place, from 0, and its label. */
  readonly place: number;
  readonly label: string;
  /** Share of the part that is in it. */
  readonly share: number;
}

/** A part: one column pair of nonnegative factors. */
export interface PartReport {
  /** Sum of the entries of its matrix, and as a share of all parts'. */
  readonly size: number;
  readonly share: number;
  /** How many rows and columns it touches at all. */
  readonly rows: number;
  readonly columns: number;
  /** Those that weigh most, descending. */
  readonly mostRows: readonly PartMember[];
  readonly mostColumns: readonly PartMember[];
}

/** What a report says of nonnegative factors beside what it says of any. */
export interface NonnegativeReport {
  readonly loss: string;
  readonly l1: number;
  /** Entries that were missing, and so left out of the fit. */
  readonly missing: number;
  /** Largest first. */
  readonly parts: readonly PartReport[];
  /** Rows × parts and columns × parts, each column of numbers with sum 1; at most 400 rows, evenly chosen. */
  readonly pictures: {
    readonly rows: PartsPicture;
    readonly columns: PartsPicture;
  };
  /** How the rank was chosen; empty where it was given. */
  readonly path: readonly TriedRank[];
}

/** One factor, scaled. */
export interface PartsPicture {
  /** Places, from 0, and labels of the rows or columns shown. */
  readonly places: readonly number[];
  readonly labels: readonly string[];
  readonly cells: readonly (readonly number[])[];
}
