import { parseHTML } from "linkedom";
import {
  OUTLIER_HEADS,
  outlierRows,
  RANK_HEADS,
  rankRows,
  type SeparationReport,
  separationNouns,
  separationNumbers,
  separationReproduction,
  separationSettings,
  separationStatus,
} from "./api.ts";
import type { PlotDocument } from "./chart.ts";
import { embeddedSeparation } from "./embedded-data.ts";
import { frameStrips } from "./frame-strips.ts";
import { html, type Markup } from "./html.ts";
import { figure, opening, page } from "./page.ts";
import { rankedResiduals } from "./ranked-residuals.ts";
import { separationMaps } from "./separation-maps.ts";
import { separationProgress } from "./separation-progress.ts";
import { singularValues } from "./singular-values.ts";
import { certificateTable, factList, table } from "./tables.ts";

/** The report of a separation as one self-contained HTML file, in the looks of `renderReport`. */
export function renderSeparation(
  report: SeparationReport,
  document: PlotDocument = parseHTML("<html></html>").document,
): string {
  const { data, headline, sentences, warnings, outliers } = report;
  const { row, column } = separationNouns(report);
  const first = opening({
    source: data.source,
    ...separationStatus(report),
    headline,
    sentences,
    numbers: separationNumbers(report),
    warnings,
  });
  const body = html`${first}
${frameStrips(report)}${separationMaps(report)}
<section><h2>What was found?</h2>
<div class="grid">${[
    figure(rankedResiduals(report, document)),
    figure(singularValues(report, document, "")),
    figure(separationProgress(report, document)),
  ]}</div></section>
${
  outliers.count === 0
    ? html``
    : html`<section><h2>Where are the outliers?</h2>
<div class="pair">${[
        html`<div><h3>By ${row}</h3>${table("outliers", headed(row), outlierRows(outliers.worstRows))}</div>`,
        html`<div><h3>By ${column}</h3>${table("outliers", headed(column), outlierRows(outliers.worstColumns))}</div>`,
      ]}</div></section>`
}
<section><h2>How far can it be trusted?</h2>
${certificateTable(report)}
${ranks(report)}</section>
<div class="pair"><section><h2>How to reproduce this</h2>
${factList(separationReproduction(report))}</section>
<section><h2>Settings</h2>
${factList(separationSettings(report))}</section></div>`;
  return page(data.source, report.version, body, embeddedSeparation(report));
}

const headed = (noun: string): string[] =>
  OUTLIER_HEADS.map((head) => head || noun.charAt(0).toUpperCase() + noun.slice(1));

function ranks(report: SeparationReport): Markup {
  if (report.rank.trials.length < 2) return html``;
  return html`<h3>Ranks that were tried</h3>${table("ranks", RANK_HEADS, rankRows(report))}`;
}
