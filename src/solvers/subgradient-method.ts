import type { Problem } from "../problem/problem.ts";
import type { Solver } from "./solver.ts";
import { stagewise } from "./stagewise.ts";
import type { StepRule } from "./step-rules.ts";
import { subgradientDescent } from "./subgradient-descent.ts";

/**
 * The subgradient method, θ ← θ − η_t s with s in the subdifferential: for losses with kinks, where no step makes f fall for
 * certain. From a small start its early iterations are a power method, and where they end at the truth they do so although the truth may be a
 * strict saddle. A step costs one 𝒜 and one 𝒜*; memory: four vectors of a point's length.
 *
 * @param step `stagewise()`, `geometricallyDecaying({ first, ratio })`, `polyak(f*)`, `fixedStep(η)`.
 * @see Shor 1985, doi:10.1007/978-3-642-82118-9; Li, Zhu, So & Vidal 2020, arXiv:1809.09237; Ma & Fattahi 2023, arXiv:2202.08788
 */
export function subgradientMethod({ step = stagewise() }: { step?: StepRule } = {}): Solver<Problem> {
  return subgradientDescent({ name: "subgradientMethod", needs: ["subgradient", "anySign"], step });
}
