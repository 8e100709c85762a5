import { type NonnegativeReport, PART_HEADS, type PartsPicture, partRows } from "./api.ts";
import { colourKey, heatMap } from "./heat-map.ts";
import { html, type Markup } from "./html.ts";
import { table } from "./tables.ts";

/** The parts of nonnegative factors: both factors as heat maps, each part scaled to its largest entry, and their sizes. */
export function partMaps(report: NonnegativeReport): Markup {
  const { parts, pictures } = report;
  if (parts.length === 0) return html``;
  const partLabels = parts.map((_, c) => String(c + 1));
  const rows = relative(pictures.rows);
  const columns = relative(pictures.columns);
  const maps = [
    heatMap(
      {
        kind: "parts by columns",
        name: "Which columns make up each part (H)",
        cells: transposed(columns, parts.length),
      },
      { rowLabels: partLabels, columnLabels: pictures.columns.labels },
      RANGE,
    ),
    heatMap(
      { kind: "rows by parts", name: "How much of each part is in each row (W)", cells: rows },
      { rowLabels: pictures.rows.labels, columnLabels: partLabels },
      RANGE,
    ),
  ];
  return html`<section>
<h2>The parts</h2>
${colourKey("Share of the part’s largest entry", RANGE, false)}
<div class="pair">${maps}</div>
<p class="caption">The matrix is the sum of the parts: W · sizes · Hᵀ, every column of W and of H with sum 1, so that a part’s size is the sum of all that it adds. Each part is coloured relative to its own largest entry; the sizes stand below.</p>
${table("parts", PART_HEADS, partRows(report))}</section>`;
}

const RANGE = [0, 1] as const;

/** Every column of the picture divided by its largest entry. */
function relative({ cells }: PartsPicture): number[][] {
  const largest = cells.reduce<number[]>((most, row) => row.map((x, c) => Math.max(most[c] ?? 0, x)), []);
  return cells.map((row) => row.map((x, c) => (largest[c] > 0 ? x / largest[c] : 0)));
}

function transposed(cells: readonly (readonly number[])[], width: number): number[][] {
  return Array.from({ length: width }, (_, c) => cells.map((row) => row[c]));
}
