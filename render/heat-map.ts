import * as Plot from "@observablehq/plot";
import { numberText, type Report, type RunReport } from "./api.ts";
import { html, type Markup } from "./html.ts";
import { labelPlaces } from "./label-places.ts";
import { pngDataUri } from "./png.ts";

type Cells = readonly (readonly (number | null)[])[];

/** A matrix to show: which part of the report's picture it is, its name, and its cells, null where it has holes. */
export interface HeatMap {
  readonly kind: string;
  readonly name: string;
  readonly cells: Cells;
  /** Its picture as a data URI, where it is not coloured by the common scale. */
  readonly image?: string;
}

/** Labels of the rows and columns of every map beside it. */
interface Labels {
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
}

const COLOURS = 255;
/** Longer labels end in an ellipsis; the whole label is in its tooltip. */
const LONGEST = 14;

/** Index 0 is left for the missing; the scale is viridis: perceptually uniform, readable by the colour-blind and in grey. */
const PALETTE = (() => {
  const scale = Plot.scale({ color: { type: "linear", scheme: "viridis", domain: [1, COLOURS] } });
  const palette = new Uint8Array(3 * (COLOURS + 1));
  for (let index = 1; index <= COLOURS; index++) {
    const colour = Number.parseInt(String(scale.apply(index)).slice(1), 16);
    palette.set([colour >> 16, (colour >> 8) & 255, colour & 255], 3 * index);
  }
  return palette;
})();

/** All but the outermost two hundredth of the observed values, so that one outlier does not flatten all others. */
export function colourRange(observed: Cells): [number, number] {
  const sorted = observed.flatMap((row) => row.filter((value) => value !== null && Number.isFinite(value)) as number[]);
  if (sorted.length === 0) return [0, 1];
  sorted.sort((a, b) => a - b);
  const trim = Math.floor(sorted.length / 200);
  return [sorted[trim], sorted[sorted.length - 1 - trim]];
}

function image(cells: Cells, width: number, [low, high]: readonly [number, number]): string {
  const pixels = new Uint8Array(cells.length * width);
  cells.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === null || !Number.isFinite(value)) return;
      const share = high > low ? (value - low) / (high - low) : 0.5;
      pixels[i * width + j] = 1 + Math.round(Math.min(1, Math.max(0, share)) * (COLOURS - 1));
    });
  });
  return pngDataUri(width, cells.length, pixels, PALETTE);
}

/** One matrix with its labels, coloured by the range. */
export function heatMap(
  { kind, name, cells, image: own }: HeatMap,
  { rowLabels, columnLabels }: Labels,
  range: readonly [number, number],
): Markup {
  const width = columnLabels.length;
  const ratio = Math.min(1.7, Math.max(0.8, width / rowLabels.length));
  const length = (labels: readonly string[]) => Math.min(LONGEST, Math.max(1, ...labels.map((label) => label.length)));
  const columnLength = length(columnLabels);
  const mark = (edge: "top" | "left") => (place: ReturnType<typeof labelPlaces>[number]) =>
    html`<span class="${place.minor ? "minor" : ""}" style="${edge}:${place.percent}%" title="${place.label}">${place.label}</span>`;
  const rows = labelPlaces(rowLabels, Math.floor(360 / ratio / 14), Math.floor(230 / ratio / 14)).map(mark("top"));
  const columns = labelPlaces(
    columnLabels,
    Math.floor(360 / (columnLength * 7 + 10)),
    Math.floor(220 / (columnLength * 7 + 10)),
  ).map(mark("left"));
  const missing = cells.some((row) => row.includes(null)) ? "; hatched cells were not observed" : "";
  return html`<figure class="heat" style="--ratio:${ratio.toFixed(3)};--row-label:${length(rowLabels)};--column-label:${columnLength}">
<h3>${name}</h3>
<div class="heat-frame"><div class="heat-rows" aria-hidden="true">${rows}</div><img class="${own === undefined ? "heat-image" : "heat-image plain"}" data-kind="${kind}" src="${own ?? image(cells, width, range)}" alt="The ${kind} matrix as a heat map of ${rowLabels.length} rows and ${width} columns${missing}"><div class="heat-columns" aria-hidden="true">${columns}</div></div>
</figure>`;
}

/** What the colours of the range stand for. */
export function colourKey(name: string, [low, high]: readonly [number, number], hatched: boolean): Markup {
  const ramp = pngDataUri(
    COLOURS,
    1,
    Uint8Array.from({ length: COLOURS }, (_, k) => k + 1),
    PALETTE,
  );
  return html`<p class="heat-key"><span>${name}</span> <span class="heat-scale">${numberText(low, 3)} <img src="${ramp}" alt="from dark violet over green to yellow"> ${numberText(high, 3)}</span> ${hatched ? html`<span><span class="heat-missing"></span> not observed</span>` : html``}</p>`;
}

/** What part of a matrix is shown; nothing where it is all of it. */
function partShown({ rowLabels, columnLabels }: Labels, rows: number, columns: number): string {
  return rowLabels.length < rows || columnLabels.length < columns
    ? ` Shown are ${numberText(rowLabels.length)} of ${numberText(rows)} rows and ${numberText(columnLabels.length)} of ${numberText(columns)} columns.`
    : "";
}

/** The table observed and completed, side by side on one colour scale; nothing where the report has no picture. */
export function heatMaps(report: Report): Markup {
  const { picture, data } = report;
  if (picture === null || picture.rowLabels.length * picture.columnLabels.length === 0) return html``;
  const range = colourRange(picture.observed);
  const maps = [
    { kind: "observed", name: "Observed", cells: picture.observed },
    { kind: "completed", name: "Completed", cells: picture.completed },
  ];
  return html`<section>
<h2>The table</h2>
${colourKey(data.valueName === "" ? "Value" : data.valueName, range, true)}
<div class="pair">${maps.map((map) => heatMap(map, picture, range))}</div>
<p class="caption">Hatched cells were not observed; in their place the other side shows the model’s answer. Both share one colour scale, which spans all but the outermost ½ % of the observed values at either end.${partShown(picture, data.rows, data.columns)}</p>
</section>`;
}

/** The recovered matrix, beside the given one where that is known. */
export function matrixMaps({ picture, data }: RunReport): Markup {
  if (picture === null || picture.rowLabels.length * picture.columnLabels.length === 0) return html``;
  const { given, recovered } = picture;
  const range = colourRange(given ?? recovered);
  const maps = [
    ...(given ? [{ kind: "given", name: "Given", cells: given }] : []),
    { kind: "recovered", name: given ? "At low rank" : "Recovered", cells: recovered },
  ];
  const both = given ? "Both share one colour scale, which" : "The colour scale";
  return html`<section>
<h2>The matrix</h2>
${colourKey("Entry", range, given?.some((row) => row.includes(null)) === true)}
<div class="${maps.length > 1 ? "pair" : "pair single"}">${maps.map((map) => heatMap(map, picture, range))}</div>
<p class="caption">${both} spans all but the outermost ½ % of the entries at either end.${partShown(picture, data.rows, data.columns)}</p>
</section>`;
}
