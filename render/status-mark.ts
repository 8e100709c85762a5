import { STATUS, type Verdict } from "./api.ts";
import { html, Markup } from "./html.ts";

/** A shape for each verdict, so that it is told apart without colour. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  holds: '<circle cx="8" cy="8" r="7.5"/><path d="M4.5 8.3 7 10.8 11.6 5.6"/>',
  fails: '<rect x="1" y="1" width="14" height="14" rx="2"/><path d="M5 5 11 11M11 5 5 11"/>',
  undecided: '<path class="outline" d="M8 .8 15.2 8 8 15.2.8 8Z"/><path d="M5 8H11"/>',
};

const WORDS: Readonly<Record<Verdict, string>> = { holds: "holds", fails: "fails", undecided: "undecided" };

function shape(verdict: Verdict): Markup {
  return new Markup(`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[verdict]}</svg>`);
}

/** Whether the answer is certified, as a mark and a word. */
export function statusMark(verdict: Verdict, words = STATUS[verdict]): Markup {
  return html`<span class="status ${verdict}">${shape(verdict)} ${words}</span>`;
}

/** The verdict of one certificate, as a mark and a word. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="status ${verdict}">${shape(verdict)} ${WORDS[verdict]}</span>`;
}
