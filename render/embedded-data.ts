import {
  type NonnegativeReport,
  type PartsPicture,
  type Report,
  type RunReport,
  reportJson,
  type SeparationReport,
} from "./api.ts";
import { html, Markup } from "./html.ts";
import { progress } from "./progress.ts";
import { thinned } from "./run-steps.ts";

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toPrecision(4))) as T;
}

/**
 * The report's data inside the page, for tools and for the page's own script. Where report.json is exact, this copy is as fine as
 * what is drawn: a long trace is thinned, the picture has four digits; else a page would weigh ten megabytes.
 */
export function embeddedData(report: Report): Markup {
  const { picture } = report;
  const trace = progress(report.trace).map(({ total: _, ...row }) => row);
  const drawn: Report = {
    ...report,
    trace,
    picture: picture && {
      ...picture,
      observed: picture.observed.map((row) => row.map(rounded)),
      completed: picture.completed.map((row) => row.map(rounded)),
    },
  };
  return embedded(reportJson(drawn));
}

/** The same of a run: its traces thinned, its picture with four digits. */
export function embeddedRun(report: RunReport): Markup {
  const { picture, runs, nonnegative } = report;
  const drawn: RunReport = {
    ...report,
    ...(nonnegative && { nonnegative: { ...nonnegative, pictures: roundedParts(nonnegative.pictures) } }),
    runs: runs.map((run) => ({ ...run, trace: thinned(run.trace) })),
    picture: picture && {
      ...picture,
      given: picture.given?.map((row) => row.map(rounded)) ?? null,
      recovered: picture.recovered.map((row) => row.map(rounded)),
    },
  };
  return embedded(reportJson(drawn));
}

function roundedParts({ rows, columns }: NonnegativeReport["pictures"]): NonnegativeReport["pictures"] {
  const coarse = (shown: PartsPicture) => ({ ...shown, cells: shown.cells.map((row) => row.map(rounded)) });
  return { rows: coarse(rows), columns: coarse(columns) };
}

/** The same of a separation; a video's pictures are in the page as pictures. */
export function embeddedSeparation(report: SeparationReport): Markup {
  const { picture, frames, trace } = report;
  const drawn: SeparationReport = {
    ...report,
    trace: thinned(trace),
    picture: picture && {
      ...picture,
      given: picture.given.map((row) => row.map(rounded)),
      lowRank: picture.lowRank.map((row) => row.map(rounded)),
      outliers: picture.outliers.map((row) => row.map(rounded)),
    },
    frames: frames && { ...frames, pictures: [], outlierShare: [] },
  };
  return embedded(reportJson(drawn));
}

function embedded(text: string): Markup {
  // An unescaped < could end the script element, or open a comment in it.
  const json = new Markup(text.replaceAll("<", "\\u003c"));
  return html`<script type="application/json" id="report">${json}</script>`;
}
