import { parseHTML } from "linkedom";
import { headline, keyNumbers, type Report, reproduction, settings, undeterminedNumbers } from "./api.ts";
import type { Figure, PlotDocument } from "./chart.ts";
import { choicePath } from "./choice-path.ts";
import { determinedShare } from "./determined-share.ts";
import { embeddedData } from "./embedded-data.ts";
import { heatMaps } from "./heat-map.ts";
import { heldOut } from "./held-out.ts";
import { html, Markup } from "./html.ts";
import { objective } from "./objective.ts";
import { relativeGap } from "./relative-gap.ts";
import { residuals } from "./residuals.ts";
import { singularValues } from "./singular-values.ts";
import { statusMark } from "./status-mark.ts";
import { STYLE } from "./style.ts";
import { certificateTable, factList, roundTable } from "./tables.ts";
import { TOOLTIP_SCRIPT } from "./tooltip-script.ts";

function figure({ title, caption, chart }: Figure): Markup {
  return html`<figure><h3>${title}</h3>${chart ?? html``}<figcaption>${caption}</figcaption></figure>`;
}

function verdict(report: Report): Markup {
  const numbers = keyNumbers(report).map(
    ({ name, value, note }) => html`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`,
  );
  const warnings = report.warnings.map((warning) => html`<li>${warning}</li>`);
  return html`<header>
<p class="source">${report.data.source}</p>
${statusMark(report.verdict)}
<h1>${headline(report)}</h1>
<div class="sentences">${report.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
<dl class="key">${numbers}</dl>
${warnings.length === 0 ? html`` : html`<aside><h2>Warnings</h2><ul>${warnings}</ul></aside>`}
</header>`;
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

/** Nothing but what is in the page may load, whatever a file's labels try. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/**
 * The report as one self-contained HTML file: light and dark, narrow and wide, printable, readable without script or network.
 * A page can pass its own document for the plots to be drawn with.
 */
export function renderReport(report: Report, document: PlotDocument = parseHTML("<html></html>").document): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="lowlands ${report.version}">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<title>${report.data.source} · Lowlands</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
${verdict(report)}
${sections(report, document)}
</main>
${embeddedData(report)}
<script>${new Markup(TOOLTIP_SCRIPT)}</script>
</body>
</html>
`;
  return text;
}
