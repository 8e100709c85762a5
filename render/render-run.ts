import { parseHTML } from "linkedom";
import { RUN_HEADS, type RunReport, runCells, runNumbers, runReproduction, runSettings, runStatus } from "./api.ts";
import type { PlotDocument } from "./chart.ts";
import { choicePath } from "./choice-path.ts";
import { convergence, legend } from "./convergence.ts";
import { embeddedRun } from "./embedded-data.ts";
import { errorByRank } from "./error-by-rank.ts";
import { matrixMaps } from "./heat-map.ts";
import { html, type Markup } from "./html.ts";
import { figure, opening, page } from "./page.ts";
import { partMaps } from "./part-maps.ts";
import { residuals } from "./residuals.ts";
import { singularValues } from "./singular-values.ts";
import { verdictMark } from "./status-mark.ts";
import { certificateTable, factList, roundTable, table } from "./tables.ts";

const FACTORED = { title: "What is in the matrix?", unit: "entries" };
const SENSED = { title: "What was recovered?", unit: "measurements" };

/** The report of a sensing or a factorization as one self-contained HTML file, in the looks of `renderReport`. */
export function renderRun(report: RunReport, document: PlotDocument = parseHTML("<html></html>").document): string {
  const { task, data, verdict, headline, sentences, warnings } = report;
  const { title, unit } = task === "factor" ? FACTORED : SENSED;
  const first = opening({
    source: data.source,
    verdict,
    status: runStatus(report),
    headline,
    sentences,
    numbers: runNumbers(report),
    warnings,
  });
  const body = html`${first}
${matrixMaps(report)}
${report.nonnegative ? partMaps(report.nonnegative) : html``}
<section><h2>${title}</h2>
<div class="grid">${[
    ...(report.errorByRank.length > 0 ? [figure(errorByRank(report, document))] : []),
    ...(report.nonnegative?.path.length ? [figure(choicePath(triedRanks(report), document))] : []),
    figure(singularValues(report, document, "")),
    figure(residuals(report, document, unit)),
  ]}</div></section>
<section><h2>How far can it be trusted?</h2>
${certificateTable(report)}</section>
<section><h2>How did the solvers get there?</h2>
${legend(report)}
<div class="grid">${(["applications", "seconds"] as const).map((effort) => figure(convergence(report, document, effort)))}</div>
${solverTable(report)}
${report.rounds.length > 0 ? html`<h3>Rounds</h3>${roundTable(report)}` : html``}</section>
<div class="pair"><section><h2>How to reproduce this</h2>
${factList(runReproduction(report))}</section>
<section><h2>Settings</h2>
${factList(runSettings(report))}</section></div>`;
  return page(data.source, report.version, body, embeddedRun(report));
}

/** The ranks that were tried, as a completion tells them. */
function triedRanks({ chosen, nonnegative }: RunReport): Parameters<typeof choicePath>[0] {
  const path = nonnegative?.path ?? [];
  return { chosen: { rank: chosen.rank, ridge: chosen.ridge, byValidation: ["rank"], path } };
}

function solverTable({ runs }: RunReport): Markup {
  const verdict = RUN_HEADS.indexOf("Optimal?");
  const rows = runs.map((run) => runCells(run).map((cell, k) => (k === verdict ? verdictMark(run.verdict) : cell)));
  return html`<h3>Solvers</h3>${table("solvers", RUN_HEADS, rows)}`;
}
