import type { Fact, Verdict } from "./api.ts";
import type { Figure } from "./chart.ts";
import { html, Markup } from "./html.ts";
import { statusMark } from "./status-mark.ts";
import { STYLE } from "./style.ts";
import { TOOLTIP_SCRIPT } from "./tooltip-script.ts";

/** A figure with its title, its plot if there is one, and what to read from it. */
export function figure({ title, caption, chart }: Figure): Markup {
  return html`<figure><h3>${title}</h3>${chart ?? html``}<figcaption>${caption}</figcaption></figure>`;
}

/** What a page says first. */
export interface Opening {
  readonly source: string;
  readonly verdict: Verdict;
  /** The verdict as a word or two, where it is not the usual one. */
  readonly status?: string;
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly numbers: readonly Fact[];
  readonly warnings: readonly string[];
}

/** The head of a page: verdict, sentences, key numbers, warnings. */
export function opening({ source, verdict, status, headline, sentences, numbers, warnings }: Opening): Markup {
  const key = numbers.map(
    ({ name, value, note }) => html`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`,
  );
  const listed = warnings.map((warning) => html`<li>${warning}</li>`);
  return html`<header>
<p class="source">${source}</p>
${statusMark(verdict, status)}
<h1>${headline}</h1>
<div class="sentences">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
<dl class="key">${key}</dl>
${listed.length === 0 ? html`` : html`<aside><h2>Warnings</h2><ul>${listed}</ul></aside>`}
</header>`;
}

/** Nothing but what is in the page may load, whatever a file's labels try. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/** A self-contained HTML file: light and dark, narrow and wide, printable, readable without script or network. */
export function page(title: string, version: string, body: Markup, data: Markup): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="lowlands ${version}">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<title>${title} · Lowlands</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
${data}
<script>${new Markup(TOOLTIP_SCRIPT)}</script>
</body>
</html>
`;
  return text;
}
