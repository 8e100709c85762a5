import { EVIDENCE, type Fact, jumpText, numberText, type Report, wordsOf } from "./api.ts";
import { html, type Markup } from "./html.ts";
import { verdictMark } from "./status-mark.ts";

/** A table whose cells carry their column's name, so that a narrow page can stack them. */
export function table(kind: string, head: readonly string[], rows: readonly (readonly (Markup | string)[])[]): Markup {
  const names = head.map((name) => html`<th scope="col">${name}</th>`);
  const lines = rows.map(
    (cells) => html`<tr>${cells.map((cell, k) => html`<td data-name="${head[k]}">${cell}</td>`)}</tr>`,
  );
  return html`<table class="${kind}"><thead><tr>${names}</tr></thead><tbody>${lines}</tbody></table>`;
}

function numbersOf(numbers: Readonly<Record<string, number>>): Markup {
  const entries = Object.entries(numbers).map(
    ([name, value]) => html`<span>${wordsOf(name).toLowerCase()} <b>${numberText(value, 7)}</b></span>`,
  );
  return entries.length === 0 ? html`` : html`<small class="numbers">${entries}</small>`;
}

/** The certificates with what they rest on. */
export function certificateTable(report: Pick<Report, "certificates">): Markup {
  if (report.certificates.length === 0) return html`<p class="muted">No certificate was asked for.</p>`;
  const rows = report.certificates.map((it) => [
    html`<b>${wordsOf(it.claim)}</b>`,
    verdictMark(it.verdict),
    it.evidence,
    numberText(it.quantity),
    numberText(it.threshold),
    html`${it.sentence}${numbersOf(it.numbers)}`,
  ]);
  const words = EVIDENCE.map(({ name, value }) => html`<span><i>${name}</i>: ${value}.</span>`);
  return html`${table("certificates", ["Claim", "Verdict", "Evidence", "Number", "Threshold", "In words"], rows)}
<p class="footnote">${words}</p>`;
}

/** More rounds than this are cut in the middle. */
const ROUNDS = 40;

/** The rounds of descending, certifying and escaping. */
export function roundTable(report: Pick<Report, "rounds">): Markup {
  const { rounds } = report;
  if (rounds.length === 0) return html`<p class="muted">No round was run.</p>`;
  const shown = rounds.length > ROUNDS ? [...rounds.slice(0, ROUNDS / 2), ...rounds.slice(-ROUNDS / 2)] : rounds;
  const rows = shown.map((it) => [
    numberText(it.round),
    numberText(it.rank),
    numberText(it.iterations),
    numberText(it.objective, 6),
    numberText(it.relativeGap, 2),
    verdictMark(it.verdict),
    it.stopped,
    it.jumps.length === 0 ? "none" : html`${it.jumps.map((jump) => html`<div>${jumpText(jump)}</div>`)}`,
  ]);
  const cut =
    shown.length < rounds.length
      ? html`<p class="muted">The first and the last ${ROUNDS / 2} of ${numberText(rounds.length)} rounds.</p>`
      : html``;
  const head = ["Round", "Rank", "Iterations", "Objective", "Relative gap", "Optimal?", "Stopped by", "Escape"];
  return html`${table("rounds", head, rows)}${cut}`;
}

/** Facts as names and values, one below the other. */
export function factList(facts: readonly Fact[]): Markup {
  const items = facts.map(({ name, value, note }) => {
    const written = name === "Command" || name === "SHA-256" ? html`<code>${value}</code>` : html`${value}`;
    return html`<div><dt>${name}</dt><dd>${written}${note === "" ? html`` : html` <small>${note}</small>`}</dd></div>`;
  });
  return html`<dl class="facts">${items}</dl>`;
}
