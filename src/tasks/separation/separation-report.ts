import { breathe } from "../../recover/breathe.ts";
import type { OutlierLine, SeparationReport } from "../../report/separation-report.ts";
import { separationWords } from "../../report/separation-words.ts";
import { version } from "../../version.ts";
import type { Observations } from "../completion.ts";
import { entriesOf } from "../entries.ts";
import { type FrameLayout, framePictures } from "./frame-pictures.ts";
import { rankedResiduals } from "./ranked-residuals.ts";
import type { Separation } from "./separation.ts";
import { separationPicture } from "./separation-picture.ts";

/** What a report says beside what was found; who read files knows it. */
export interface SeparationAbout {
  readonly command?: string;
  readonly source?: string;
  readonly hashes?: readonly string[];
  /** Of each row and column; their 0-based index where absent. */
  readonly rowLabels?: ArrayLike<string | number>;
  readonly columnLabels?: ArrayLike<string | number>;
  /** Where the columns are frames of a video. */
  readonly frames?: FrameLayout;
}

/** So many rows and columns with the most outliers are named. */
const NAMED = 10;

/** The report of a separation of these observations, with its pictures. */
export async function separationReport(
  data: Observations,
  found: Separation,
  about: SeparationAbout = {},
): Promise<SeparationReport> {
  const entries = entriesOf(data);
  const { facts, sparse, model } = found;
  const { left, right } = model;
  const { frames, source = "", hashes = [], command = "" } = about;
  const label = (labels: ArrayLike<string | number> | undefined) => (k: number) => String(labels?.[k] ?? k);
  const parted = { entries, left, right, sparse };
  const [rowLabel, columnLabel] = frames
    ? [(pixel: number) => `x ${pixel % frames.width}, y ${Math.floor(pixel / frames.width)}`, label(frames.names)]
    : [label(about.rowLabels), label(about.columnLabels)];
  const [m, n] = entries.shape;
  const { byRow, byColumn, ...outliers } = facts.outliers;
  const [inRow, inColumn] = [counted(entries.rows, m), counted(entries.columns, n)];
  const bare: Omit<SeparationReport, "headline" | "sentences" | "warnings"> = {
    ...facts,
    certificates: facts.certificates.map(({ witness: _, direction: __, ...plain }) => plain),
    task: "separate",
    command,
    version,
    data: {
      ...facts.data,
      source,
      hashes,
      frames: frames ? { width: frames.width, height: frames.height, white: frames.white } : null,
    },
    outliers: {
      ...outliers,
      byRow: [...byRow],
      byColumn: [...byColumn],
      worstRows: worst(byRow, inRow, rowLabel),
      worstColumns: worst(byColumn, inColumn, columnLabel),
      mostlyOutliers: { rows: mostly(byRow, inRow), columns: mostly(byColumn, inColumn) },
    },
    rankedResiduals: await breathe(rankedResiduals(entries, left, right)),
    picture: frames ? null : separationPicture({ ...parted, rowLabel, columnLabel }),
    frames: frames ? framePictures(parted, frames) : null,
    credit: "",
  };
  return { ...bare, ...separationWords(bare) };
}

function counted(indices: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count);
  for (const index of indices) counts[index] += 1;
  return counts;
}

/** In how many lines outliers are more than half. */
function mostly(outliers: Int32Array, observed: Int32Array): number {
  return outliers.reduce((count, here, k) => count + (here > observed[k] / 2 ? 1 : 0), 0);
}

/** The lines with the largest share of outliers, the largest first. */
function worst(outliers: Int32Array, observed: Int32Array, label: (k: number) => string): OutlierLine[] {
  const share = (k: number) => outliers[k] / observed[k];
  return Array.from(outliers.keys())
    .filter((k) => outliers[k] > 0)
    .sort((a, b) => share(b) - share(a) || outliers[b] - outliers[a] || a - b)
    .slice(0, NAMED)
    .map((k) => ({ label: label(k), outliers: outliers[k], observed: observed[k] }));
}
