export { type Planted, type PlantedMatrixOptions, type PlantedOptions, planted, plantedMatrix } from "./planted.ts";
export type {
  BlockProblem,
  BlockSolveOutcome,
  Evaluation,
  Problem,
  SecondOrderEvaluation,
  SecondOrderProblem,
} from "./problem.ts";
export type { RecoveryProblemOptions } from "./problem-context.ts";
export { type ProblemOf, recoveryProblem } from "./recovery-problem.ts";
export type { Counts, Store } from "./store.ts";
