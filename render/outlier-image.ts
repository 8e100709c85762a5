import { numberText, percentText } from "./api.ts";
import { html, type Markup } from "./html.ts";
import { pngDataUri } from "./png.ts";

/** Red, green and blue of what is too high and of what is too low: told apart by the colour-blind, seen on light and on dark. */
const HIGH = [217, 92, 28] as const;
const LOW = [52, 128, 200] as const;
/** Steps of opacity on either side. */
const STEPS = 127;
/** The faintest that is seen at all. */
const FAINTEST = 60;

/** Index 0 is nothing; then the steps of what is high, then those of what is low, from faint to full. */
const PALETTE = Uint8Array.from({ length: 3 * (2 * STEPS + 1) }, (_, k) => {
  const index = Math.floor(k / 3);
  return (index > STEPS ? LOW : HIGH)[k % 3];
});
/** From a faintest opacity to full. */
const opacityFrom = (faintest: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    if (index === 0) return 0;
    const step = (index - 1) % STEPS;
    return faintest + Math.round(((255 - faintest) * step) / (STEPS - 1));
  });
const OPACITY = opacityFrom(FAINTEST);

/**
 * Numbers as a picture on nothing: none where there is none, the stronger the larger, up to `most`; over another picture the small ones
 * fade out.
 */
export function outlierImage(cells: readonly (readonly number[])[], most: number, overlaid = false): string {
  const width = cells[0]?.length ?? 0;
  const pixels = new Uint8Array(width * cells.length);
  cells.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === 0 || !(most > 0)) return;
      const step = Math.round(Math.min(1, Math.abs(value) / most) * (STEPS - 1));
      pixels[i * width + j] = 1 + step + (value < 0 ? STEPS : 0);
    });
  });
  return pngDataUri(width, cells.length, pixels, PALETTE, overlaid ? opacityFrom(0) : OPACITY);
}

/** What its colours stand for. */
export function outlierKey(most: number, share: boolean): Markup {
  const ramp = (indices: number[]) => pngDataUri(indices.length, 1, Uint8Array.from(indices), PALETTE, OPACITY);
  const rising = Array.from({ length: STEPS }, (_, k) => 1 + k);
  if (share) {
    return html`<span class="heat-scale">Share of outliers: 0 <img src="${ramp(rising)}" alt="from nothing to orange"> ${percentText(most)}</span>`;
  }
  const falling = Array.from({ length: STEPS }, (_, k) => 2 * STEPS - k);
  return html`<span class="heat-scale">Outlier: −${numberText(most, 3)} <img src="${ramp([...falling, 0, ...rising])}" alt="from blue over nothing to orange"> ${numberText(most, 3)}</span>`;
}
