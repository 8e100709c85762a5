import { numberText, percentText, type SeparationReport } from "./api.ts";
import { html, type Markup } from "./html.ts";
import { outlierImage } from "./outlier-image.ts";
import { pngDataUri } from "./png.ts";

/** Index 0 is transparent, so black begins at 1. */
const GREYS = Uint8Array.from({ length: 3 * 256 }, (_, k) => Math.floor(k / 3));

/** Three frames as they were, without what stands out, and what stands out alone; nothing where the data are no video. */
export function frameStrips({ frames, data }: SeparationReport): Markup {
  if (frames === null) return html``;
  const { width, height, pictures, outlierShare } = frames;
  const grey = (pixels: readonly number[]) =>
    pngDataUri(
      width,
      height,
      Uint8Array.from(pixels, (value) => Math.max(1, value)),
      GREYS,
    );
  const image = (pixels: readonly number[], alt: string) =>
    html`<img src="${grey(pixels)}" width="${width}" height="${height}" alt="${alt}">`;
  const strips = pictures.map(
    ({ name, outlierShare, frame, background, moving }) =>
      html`<figure class="strip"><h3>${name} <small>${percentText(outlierShare)} of its pixels stand out</small></h3>${image(frame, "The frame")}${image(background, "Its background")}${image(moving, "What stands out")}</figure>`,
  );
  const rows = Array.from({ length: height }, (_, y) => outlierShare.slice(y * width, (y + 1) * width));
  const most = Math.max(...outlierShare.filter((share) => share > 0), 0);
  const where = html`<figure><h3>Where it moved</h3><div class="overlay"><img src="${grey(pictures[0]?.background ?? [])}" width="${width}" height="${height}" alt="The background"><img src="${outlierImage(rows, most, true)}" alt="In how many frames each pixel stood out"></div><figcaption>The stronger the colour, the more often a pixel stood out: at most in ${percentText(most)} of the ${numberText(data.columns)} frames.</figcaption></figure>`;
  return html`<section>
<h2>Background and what moves</h2>
<p class="muted">Of each third of the video the frame with the most that stands out: as it was; its low-rank background; and what stands out alone, darker or lighter than the background (grey where nothing does).</p>
${strips}
${most > 0 ? where : html``}
</section>`;
}
