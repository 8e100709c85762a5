import type { Matrix } from "../../linalg/matrix.ts";
import type { NonnegativeReport, PartMember, PartsPicture } from "../../report/nonnegative-report.ts";
import type { RunReport } from "../../report/run-report.ts";
import type { Parts } from "../factoring.ts";
import type { FullMatrix } from "../full-matrix.ts";
import type { NonnegativeChoice } from "./choose-nonnegative.ts";
import type { NonnegativeSettings } from "./settings.ts";

/** Members of a part that are named. */
const NAMED = 5;
/** The longest side of a picture. */
const LONGEST = 400;

/** What the words and the report are made from. */
export interface NonnegativeFacts {
  readonly given: FullMatrix;
  readonly settings: NonnegativeSettings;
  readonly parts: Parts;
  readonly choice: NonnegativeChoice | null;
}

/** The parts as plain data, labelled by place; who read a file puts its labels in. */
export function partsReport({ given, settings, parts, choice }: NonnegativeFacts): NonnegativeReport {
  const { w, h, sizes } = parts;
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return {
    loss: settings.loss,
    l1: settings.l1,
    missing: given.data.reduce((count, y) => count + Number(Number.isNaN(y)), 0),
    parts: Array.from(sizes, (size, c) => ({
      size,
      share: size / whole,
      rows: touched(w, c),
      columns: touched(h, c),
      mostRows: most(w, c),
      mostColumns: most(h, c),
    })),
    pictures: { rows: picture(w), columns: picture(h) },
    path: choice?.path ?? [],
  };
}

function touched({ rows, columns, data }: Matrix, c: number): number {
  let count = 0;
  for (let i = 0; i < rows; i++) if (data[i * columns + c] > 0) count += 1;
  return count;
}

function most({ rows, columns, data }: Matrix, c: number): PartMember[] {
  return Array.from({ length: rows }, (_, place) => ({ place, label: String(place), share: data[place * columns + c] }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, NAMED);
}

function picture({ rows, columns, data }: Matrix): PartsPicture {
  const shown = Math.min(rows, LONGEST);
  const places = Array.from({ length: shown }, (_, k) => Math.round((k * (rows - 1)) / Math.max(1, shown - 1)));
  return {
    places,
    labels: places.map(String),
    cells: places.map((i) => Array.from(data.subarray(i * columns, (i + 1) * columns))),
  };
}

/** The picture of a run with the matrix that was given beside it, null where an entry is missing. */
export function withGiven(picture: RunReport["picture"], { columns, data }: FullMatrix): RunReport["picture"] {
  const at = (place: number) => (Number.isNaN(data[place]) ? null : data[place]);
  return (
    picture && {
      ...picture,
      given: picture.rowLabels.map((i) => picture.columnLabels.map((j) => at(Number(i) * columns + Number(j)))),
    }
  );
}
