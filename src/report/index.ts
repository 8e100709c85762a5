export { numberText, percentText, superscript, wordsOf } from "../number-text.ts";
export { EVIDENCE, type Fact, gapThreshold, keyNumbers, reproduction, settings, undeterminedNumbers } from "./facts.ts";
export { headline, STATUS } from "./headline.ts";
export { reportJson } from "./json.ts";
export { reportMarkdown } from "./markdown.ts";
export type { HeldOut, Report, RoundSummary, TraceRow, Undetermined } from "./report.ts";
export { RUN_HEADS, runCells, runNumbers, runReproduction, runSettings, runStatus, shareText } from "./run-facts.ts";
export { runMarkdown } from "./run-markdown.ts";
export type { RankError, RunReport, RunStep, SolverRun } from "./run-report.ts";
