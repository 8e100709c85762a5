import { html, Markup } from "./html.ts";
import { STYLE } from "./style.ts";

/** The colours of the page's style sheet, light and dark. */
const COLOURS = [...STYLE.matchAll(/^(?::root \{[\s\S]*?\n\}|@media \(prefers-color-scheme[\s\S]*?\n\})$/gm)]
  .map(([rule]) => rule)
  .join("\n");

const OWN = `
svg { background: var(--page); color: var(--muted); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; --plot-background: var(--page); }
[aria-label$="grid"], [aria-label$="tick"] { stroke: var(--rule); stroke-opacity: 1; }
text { white-space: pre; }
`;

/** A plot as an SVG file of its own, which follows the reader's light or dark. */
export function standalone({ text }: Markup, title: string): string {
  const head = html`<title>${title}</title><style>${new Markup(COLOURS + OWN)}</style>`;
  return `${text
    // HTML's serialization leaves an ampersand in an attribute as it is; XML must not.
    .replace(/&(?!\w+;|#)/g, "&amp;")
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(">", () => `>${head.text}`)}\n`;
}
