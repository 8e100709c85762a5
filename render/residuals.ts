import * as Plot from "@observablehq/plot";
import { numberText, type Report } from "./api.ts";
import { linearAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The histogram of observed − fitted; `unit` is what was observed. */
export function residuals(report: Pick<Report, "residuals">, document: PlotDocument, unit = "cells"): Figure {
  const title = `Residuals on the ${unit === "cells" ? "observed cells" : unit}`;
  const { edges, counts, rmse, mean } = report.residuals;
  const bins: Bin[] = counts
    .map((count, k) => ({ from: edges[k], to: edges[k + 1], count }))
    .filter((bin) => Number.isFinite(bin.from) && Number.isFinite(bin.to));
  if (!bins.some((bin) => bin.count > 0)) return { title, caption: "There is no residual to show.", chart: null };
  const x = linearAxis([...bins.map((bin) => bin.from), bins[bins.length - 1].to], "Observed − fitted");
  const y = linearAxis(
    bins.map((bin) => bin.count),
    unit.charAt(0).toUpperCase() + unit.slice(1),
    0,
  );
  const [left, right] = x.options.domain as [number, number];
  const wide = (bin: Bin) => x.read(bin.to) - x.read(bin.from) > (right - left) / 400;
  return {
    title,
    caption: `They scatter by ${numberText(rmse, 3)} (root mean square) around ${numberText(mean, 2)}; a lopsided or two-humped shape would mean that the model misses something.`,
    chart: chart(document, title, {
      x: x.options,
      y: { ...y.options, grid: true },
      marks: [
        Plot.rect(bins.filter(wide), {
          x1: (bin: Bin) => x.read(bin.from),
          x2: (bin: Bin) => x.read(bin.to),
          y1: 0,
          y2: (bin: Bin) => y.read(bin.count),
          fill: "var(--accent)",
          fillOpacity: 0.75,
          insetLeft: 0.5,
          insetRight: 0.5,
          title: (bin: Bin) =>
            `${numberText(bin.from, 3)} to ${numberText(bin.to, 3)}: ${numberText(bin.count)} ${unit}`,
        }),
        // A histogram of equal residuals has bins without width: a line stands for each.
        Plot.ruleX(
          bins.filter((bin) => !wide(bin) && bin.count > 0),
          {
            x: (bin: Bin) => x.read(bin.from),
            y1: 0,
            y2: (bin: Bin) => y.read(bin.count),
            stroke: "var(--accent)",
            strokeWidth: 3,
          },
        ),
        Plot.ruleY([0], { stroke: "var(--ink)" }),
        left < 0 && right > 0 ? Plot.ruleX([0], { stroke: "var(--ink)", strokeOpacity: 0.6 }) : null,
      ],
    }),
  };
}
