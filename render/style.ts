/** The page's style sheet: one accent, the system's letters, a grid that falls from three columns to one. */
export const STYLE = `
:root {
  --page: #fdfdfb; --ink: #1c2226; --muted: #626c73; --rule: #dfe2e0; --band: #f3f5f3;
  --accent: #0c6a73; --accent-soft: #9cc6c9; --alarm: #a8401c; --hatch: #b3babd;
  --run-1: #0c6a73; --run-2: #c8531b; --run-3: #5a4fb0; --run-4: #a07800; --run-5: #b8256e; --run-6: #4a7d1f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181a; --ink: #e4e8e8; --muted: #98a3a8; --rule: #2e3538; --band: #1c2225;
    --accent: #63c2c6; --accent-soft: #2f6c71; --alarm: #f0936b; --hatch: #89959a;
    --run-1: #63c2c6; --run-2: #f0936b; --run-3: #a99cf0; --run-4: #dcb74a; --run-5: #f07fb2; --run-6: #9ccb6a;
  }
}
@media print {
  :root {
    --page: #fff; --ink: #000; --muted: #50585c; --rule: #ccd0ce; --band: #fff;
    --accent: #0c6a73; --accent-soft: #9cc6c9; --alarm: #a8401c; --hatch: #b3babd;
    --run-1: #0c6a73; --run-2: #c8531b; --run-3: #5a4fb0; --run-4: #a07800; --run-5: #b8256e; --run-6: #4a7d1f;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 1240px; margin: 0 auto; padding: clamp(1.25rem, 4vw, 4rem) clamp(1rem, 4vw, 3.5rem) 5rem; }
section { margin-top: 4rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.25rem); line-height: 1.2; font-weight: 600; letter-spacing: -0.015em; margin: .6rem 0 1rem; max-width: 26em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; margin: 0 0 1.25rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: .9375rem; line-height: 1.35; font-weight: 600; margin: 0 0 .5rem; }
section > h3 { margin-top: 2.5rem; }
p { max-width: 72ch; margin: 0 0 1rem; }
small, .muted, .note, .caption, figcaption, .footnote { font-size: .8125rem; line-height: 1.5; color: var(--muted); }
code { font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
.source { color: var(--muted); font-size: .875rem; margin: 0 0 1.25rem; }
.sentences p { font-size: 1.0625rem; margin-bottom: .5rem; }

.status { display: inline-flex; align-items: center; gap: .4em; white-space: nowrap; color: var(--muted); }
.status.holds { color: var(--accent); }
.status.fails { color: var(--alarm); }
header > .status { font-weight: 600; }
.mark { width: 1.1em; height: 1.1em; flex: none; fill: currentColor; }
.mark path { fill: none; stroke: var(--page); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.mark .outline { stroke: currentColor; stroke-width: 1.4; }
.undecided .mark path { stroke: currentColor; }

.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 1.5rem; margin: 2.25rem 0 0; padding: 1.25rem 0; border-block: 1px solid var(--rule); }
.key dt { font-size: .8125rem; color: var(--muted); }
.key dd { margin: 0; font-size: 1.375rem; line-height: 1.35; }
.key .note { font-size: .8125rem; }
aside { margin-top: 1.75rem; padding: .25rem 0 .25rem 1.25rem; border-left: 3px solid var(--alarm); }
aside h2 { font-size: .9375rem; border: 0; padding: 0; margin: 0 0 .25rem; }
aside ul { margin: 0; padding-left: 1.1em; max-width: 72ch; font-size: .9375rem; }

.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 2.5rem 3rem; align-items: start; }
figure { margin: 0; min-width: 0; }
figcaption { margin-top: .25rem; max-width: 60ch; }
.plot { display: block; width: 100%; max-width: 30rem; height: auto; overflow: visible; font-family: inherit; font-size: 11px; color: var(--muted); --plot-background: var(--page); }
.plot [aria-label$="grid"] { stroke: var(--rule); stroke-opacity: 1; }
.plot [aria-label$="tick"] { stroke: var(--rule); }
.plot text { white-space: pre; }

.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; list-style: none; margin: 0 0 1.25rem; padding: 0; font-size: .875rem; }
.swatch { width: 1.5rem; height: .5rem; margin-right: .5rem; vertical-align: middle; }
.swatch path { stroke-width: 2.5; }
.solvers td:nth-child(-n + 6), .parts td:nth-child(-n + 5) { white-space: nowrap; }

.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 2rem 3rem; }
.pair.single { max-width: 36rem; }
.triple { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 2rem 2.5rem; }
.heat-frame { display: grid; grid-template-columns: calc(var(--row-label) * .66em + .7em) 1fr; padding-right: calc(var(--column-label) * .29em); font-size: .6875rem; line-height: 1; color: var(--muted); }
.heat-rows { position: relative; }
.heat-rows span { position: absolute; right: .5em; max-width: calc(100% - .5em); transform: translateY(-50%); padding: .1em 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.heat-columns { position: relative; grid-column: 2; height: 1.9em; }
.heat-columns span { position: absolute; top: .5em; max-width: 8em; padding: .1em 0; transform: translateX(-50%); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.heat-image, .heat-missing { background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 4px); outline: 1px solid var(--rule); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.heat-image.plain { background: none; }
.heat-image { display: block; width: 100%; aspect-ratio: var(--ratio); image-rendering: pixelated; }
.heat-key { display: flex; flex-wrap: wrap; gap: .25rem 2rem; font-size: .8125rem; color: var(--muted); max-width: none; margin-bottom: 1.5rem; }
.heat-scale { white-space: nowrap; }
.heat-scale img { width: 9rem; height: .7em; margin: 0 .35em; vertical-align: baseline; }
.heat-missing { display: inline-block; width: 1.6em; height: .8em; margin-right: .3em; }
.caption { margin-top: 1rem; }
.strip { display: grid; grid-template-columns: repeat(3, 1fr); gap: .4rem 1rem; margin-bottom: 2rem; }
.strip h3 { grid-column: 1 / -1; margin: 0; }
.overlay { position: relative; max-width: 36rem; }
.overlay img { display: block; width: 100%; height: auto; }
.overlay img + img { position: absolute; inset: 0; height: 100%; }
.strip img { display: block; width: 100%; height: auto; }
.tip { position: absolute; padding: .4em .7em; background: var(--ink); color: var(--page); font-size: .8125rem; line-height: 1.4; white-space: pre-line; max-width: 20rem; border-radius: 3px; pointer-events: none; }

table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.45; margin-bottom: 1rem; }
th { overflow-wrap: normal; text-align: left; font-weight: 400; font-size: .8125rem; color: var(--muted); padding: 0 1.25rem .5rem 0; border-bottom: 1px solid var(--ink); vertical-align: bottom; }
td { text-align: left; padding: .65rem 1.25rem .65rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
td b { font-weight: 600; }
.certificates td:last-child { width: 44%; }
.certificates td:nth-child(4), .certificates td:nth-child(5), .rounds td:nth-child(-n + 5), .rounds td:nth-child(7) { white-space: nowrap; }
.numbers { display: flex; flex-wrap: wrap; gap: 0 1.25em; margin-top: .3em; }
.numbers b { font-weight: 400; color: var(--ink); }
.footnote { margin-bottom: 2.5rem; }

.pair > section { min-width: 0; }
.facts { margin: 0; font-size: .875rem; line-height: 1.45; max-width: 45rem; }
.facts > div { display: grid; grid-template-columns: minmax(7rem, 38%) 1fr; gap: 0 1.5rem; padding: .45rem 0; border-bottom: 1px solid var(--rule); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; }

@media screen and (min-width: 72rem) {
  .grid > .facts { grid-column: span 2; }
}
@media screen and (max-width: 52rem) {
  section { margin-top: 3rem; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr, td { display: block; width: auto !important; }
  tr { padding: .75rem 0; border-bottom: 1px solid var(--rule); }
  td { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 1rem; padding: .15rem 0; border: 0; white-space: normal !important; }
  td > * { grid-column: 2; }
  td::before { content: attr(data-name); color: var(--muted); font-size: .8125rem; }
  .facts > div { grid-template-columns: 1fr; }
  .strip { grid-template-columns: 1fr; }
}
@media print, (max-width: 40rem) {
  .minor { display: none; }
}
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 1.75rem; }
  .key { grid-template-columns: repeat(5, 1fr); }
  th, td { padding-right: .75rem; }
  .grid, .pair { grid-template-columns: 1fr 1fr; gap: 1.5rem 2rem; }
  h2, h3 { break-after: avoid; }
  figure, tr, aside, .key, .facts > div { break-inside: avoid; }
  .tip { display: none; }
}
`;
