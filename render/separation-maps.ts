import type { SeparationReport } from "./api.ts";
import { numberText } from "./api.ts";
import { colourKey, colourRange, heatMap } from "./heat-map.ts";
import { html, type Markup } from "./html.ts";
import { outlierImage, outlierKey } from "./outlier-image.ts";

/** The matrix, its low-rank part and its outliers, side by side; nothing where the report has no such picture. */
export function separationMaps({ picture, data }: SeparationReport): Markup {
  if (picture === null) return html``;
  const { given, lowRank, outliers, share, rowLabels, columnLabels } = picture;
  // The outliers would stretch the scale until nothing else showed.
  const range = colourRange(lowRank);
  const most = mostOf(outliers, share);
  const maps = [
    { kind: "given", name: "Given", cells: given },
    { kind: "lowRank", name: "Low rank", cells: lowRank },
    {
      kind: "outliers",
      name: share ? "Share of outliers" : "Outliers",
      cells: outliers,
      image: outlierImage(outliers, most),
    },
  ];
  const hatched = given.some((row) => row.includes(null));
  const [high, wide] = [data.rows / rowLabels.length, data.columns / columnLabels.length].map((size) =>
    Math.ceil(size),
  );
  const blocks = share
    ? ` Each cell stands for up to ${numberText(high)} × ${numberText(wide)} entries: the mean of what was observed, the mean of the low-rank matrix, and the share of outliers in what was observed.`
    : "";
  return html`<section>
<h2>The matrix, parted</h2>
<div class="keys">${colourKey("Entry", range, hatched)}<p class="heat-key">${outlierKey(most, share)}</p></div>
<div class="triple">${maps.map((map) => heatMap(map, picture, range))}</div>
<p class="caption">The first two share one colour scale, which spans all but the outermost ½ % of the low-rank matrix at either end; an outlier beyond it has the colour of that end.${blocks}</p>
</section>`;
}

/** The end of the scale: the largest share, or the size that 2 % of the outliers exceed. */
function mostOf(cells: readonly (readonly number[])[], share: boolean): number {
  const sizes = cells.flatMap((row) => row.filter((value) => value !== 0).map(Math.abs)).sort((a, b) => a - b);
  if (sizes.length === 0) return share ? 1 : 0;
  return share ? sizes[sizes.length - 1] : sizes[Math.floor(0.98 * (sizes.length - 1))];
}
