import { parseHTML } from "linkedom";
import { headline, keyNumbers, type Report, reproduction, settings, undeterminedNumbers } from "./api.ts";
import type { Figure, PlotDocument } from "./chart.ts";
import { choicePath } from "./choice-path.ts";
import { determinedShare } from "./determined-share.ts";
import { embeddedData } from "./embedded-data.ts";
import { heatMaps } from "./heat-map.ts";
import { heldOut } from "./held-out.ts";
import { html, type Markup } from "./html.ts";
import { objective } from "./objective.ts";
import { figure, opening, page } from "./page.ts";
import { relativeGap } from "./relative-gap.ts";
import { residuals } from "./residuals.ts";
import { singularValues } from "./singular-values.ts";
import { certificateTable, factList, roundTable } from "./tables.ts";

function verdict(report: Report): Markup {
  const { data, verdict, sentences, warnings } = report;
  return opening({
    source: data.source,
    verdict,
    headline: headline(report),
    sentences,
    numbers: keyNumbers(report),
    warnings,
  });
}

function sections(report: Report, document: PlotDocument): Markup {
  const drawn = (plots: readonly ((report: Report, document: PlotDocument) => Figure)[]) =>
    html`<div class="grid">${plots.map((plot) => figure(plot(report, document)))}</div>`;
  return html`${heatMaps(report)}
<section><h2>How well does it predict?</h2>
${drawn([heldOut, residuals, choicePath])}</section>
<section><h2>Is there a better matrix?</h2>
${certificateTable(report)}
${drawn([objective, relativeGap, singularValues])}
<h3>Rounds</h3>
${roundTable(report)}</section>
<section><h2>What can the data not determine?</h2>
<div class="grid">${figure(determinedShare(report, document))}${factList(undeterminedNumbers(report))}</div></section>
<div class="pair"><section><h2>How to reproduce this</h2>
${factList(reproduction(report))}</section>
<section><h2>Settings</h2>
${factList(settings(report))}</section></div>`;
}

/**
 * The report as one self-contained HTML file: light and dark, narrow and wide, printable, readable without script or network.
 * A page can pass its own document for the plots to be drawn with.
 */
export function renderReport(report: Report, document: PlotDocument = parseHTML("<html></html>").document): string {
  const body = html`${verdict(report)}
${sections(report, document)}`;
  return page(report.data.source, report.version, body, embeddedData(report));
}
