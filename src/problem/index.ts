export { type Planted, type PlantedOptions, planted } from "./planted.ts";
export type {
  BlockProblem,
  BlockSolveOutcome,
  Evaluation,
  Problem,
  SecondOrderEvaluation,
  SecondOrderProblem,
} from "./problem.ts";
export { type ProblemOf, type RecoveryProblemOptions, recoveryProblem } from "./recovery-problem.ts";
export type { Counts, Store } from "./store.ts";
