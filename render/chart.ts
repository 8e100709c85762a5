import * as Plot from "@observablehq/plot";
import { Markup } from "./html.ts";

/** The document that Plot draws into: linkedom's in Node, a page's own in a browser. */
export type PlotDocument = NonNullable<Plot.PlotOptions["document"]>;

/** A figure of the report: what it is called, what to read from it, and the plot, or null where there is nothing to draw. */
export interface Figure {
  readonly title: string;
  readonly caption: string;
  readonly chart: Markup | null;
}

/** A rim in the page's colour keeps a label readable where it crosses a line. */
export const RIM = { stroke: "var(--page)", strokeWidth: 4 } as const;

const WIDTH = 360;
const HEIGHT = 270;

/**
 * One plot as SVG. Drawn at the width of a narrow page, so that its letters stay readable there; colours are the page's
 * variables, so that it follows light, dark and print.
 */
export function chart(document: PlotDocument, label: string, options: Plot.PlotOptions): Markup {
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginTop: 26,
    marginRight: 14,
    marginBottom: 38,
    marginLeft: 52,
    className: "plot",
    ariaLabel: label,
    ...options,
    x: { labelArrow: "none", ...options.x },
    y: { labelArrow: "none", ...options.y },
  });
  svg.setAttribute("role", "img");
  svg.querySelector("style")?.remove();
  return new Markup(svg.outerHTML);
}
