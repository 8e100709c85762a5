import { numberText, type SampleSize, type SamplingPlan } from "../../src/index.ts";
import { textTable } from "../text-table.ts";

/** What is planned as plain text: the sentences, then the numbers of measurements and what each is good for. */
export function planText(plan: SamplingPlan): string {
  const { setting, degreesOfFreedom, leastSquares, absolute, sentences } = plan;
  const { rows, columns, rank, searchRank, symmetric, model, outlierShare } = setting;
  const what = `${symmetric ? "symmetric " : ""}${numberText(rows)} × ${numberText(columns)} matrix of rank ${numberText(rank)}`;
  const searched = searchRank === rank ? "" : `, searched with rank ${numberText(searchRank)}`;
  const title = `A ${what}${searched}: ${numberText(degreesOfFreedom)} degrees of freedom.`;
  const unit = model === "completion" ? "Entries" : "Measurements";
  return [
    `${[title, ...sentences].join("\n")}\n`,
    `By least squares, without outliers:\n${sizes(unit, leastSquares, plan)}`,
    absolute.length === 0
      ? ""
      : `By the absolute loss, with ${numberText(100 * outlierShare, 3)} % outliers:\n${sizes(unit, absolute, plan)}`,
    "These are guides for matrices whose mass is spread and whose condition is moderate, not promises.\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function sizes(unit: string, list: readonly SampleSize[], { measurements }: SamplingPlan): string {
  const isReached = (at: number) => (measurements === undefined ? "" : at <= measurements ? "reached" : "not reached");
  return textTable([
    [unit, "", "Known", "What for"],
    ...list.map(({ measurements: at, name, evidence, meaning }) => [
      numberText(at),
      isReached(at),
      evidence,
      `${name}: ${meaning}`,
    ]),
  ]);
}
