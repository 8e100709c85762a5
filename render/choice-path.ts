import * as Plot from "@observablehq/plot";
import { numberText, type Report } from "./api.ts";
import { linearAxis, logAxis } from "./axis.ts";
import { chart, type Figure, type PlotDocument } from "./chart.ts";

/** What was chosen, and what it was chosen from. */
interface Chosen {
  readonly chosen: Pick<Report["chosen"], "rank" | "ridge" | "byValidation" | "path">;
}

type Choice = Report["chosen"]["path"][number];

/** Of each rank the ridge with the smallest error. */
function bestByRank(path: readonly Choice[]): Choice[] {
  const best = new Map<number, Choice>();
  for (const choice of path) {
    if (!(choice.validationRmse >= (best.get(choice.rank)?.validationRmse ?? Number.POSITIVE_INFINITY))) {
      best.set(choice.rank, choice);
    }
  }
  return [...best.values()];
}

/** The error on the validation cells against what was chosen by it: the ridge, or the rank where the ridge was given. */
export function choicePath(report: Chosen, document: PlotDocument): Figure {
  const title = "How the settings were chosen";
  const rankChosen = report.chosen.byValidation.includes("rank");
  const known = report.chosen.path.filter((choice) => Number.isFinite(choice.validationRmse));
  const path = rankChosen ? bestByRank(known) : known;
  if (path.length === 0) return { title, caption: "Ridge and rank were given; nothing had to be chosen.", chart: null };
  const byRank = rankChosen || (path.length > 1 && path.every((choice) => choice.ridge === path[0].ridge));
  const position = (choice: Choice) => (byRank ? choice.rank : choice.ridge);
  const positions = path.map(position);
  const x =
    byRank || Math.min(...positions) <= 0
      ? linearAxis(positions, byRank ? "Rank" : "Ridge")
      : logAxis(positions, "Ridge, log scale");
  const y = linearAxis(
    path.map((choice) => choice.validationRmse),
    "Validation RMSE",
  );
  const place = {
    x: (choice: Choice) => x.read(position(choice)),
    y: (choice: Choice) => y.read(choice.validationRmse),
  };
  const taken = path.filter((choice) => position(choice) === (byRank ? report.chosen.rank : report.chosen.ridge));
  const filled = taken.length > 0 ? " (filled)" : "";
  const what = byRank ? "rank" : "ridge";
  return {
    title,
    caption: rankChosen
      ? `The smallest rank was taken whose error on the validation cells no larger one lowers by more than 1 %${filled}.`
      : `The ${what} with the smallest error on the validation cells was taken${filled}; a minimum inside the range means that the search went far enough.`,
    chart: chart(document, title, {
      x: { ...x.options, inset: 12 },
      y: { ...y.options, inset: 8, insetBottom: 24, grid: true },
      marks: [
        Plot.line(
          [...path].sort((a, b) => position(a) - position(b)),
          { ...place, stroke: "var(--accent)" },
        ),
        Plot.dot(path, {
          ...place,
          r: 3.5,
          fill: "var(--page)",
          stroke: "var(--accent)",
          title: (choice: Choice) =>
            `ridge ${numberText(choice.ridge)}, rank ${choice.rank}: ${numberText(choice.validationRmse)}`,
        }),
        Plot.dot(taken, { ...place, r: 5, fill: "var(--accent)" }),
        Plot.text(taken.slice(0, 1), {
          ...place,
          dy: 16,
          text: (choice: Choice) => `${what} ${numberText(position(choice), 3)}`,
        }),
      ],
    }),
  };
}
