/** All that the renderer knows of the library. */
export type { Verdict } from "../src/certificates/certificate.ts";
export {
  EVIDENCE,
  type Fact,
  gapThreshold,
  keyNumbers,
  reproduction,
  settings,
  undeterminedNumbers,
} from "../src/report/facts.ts";
export { headline, STATUS } from "../src/report/headline.ts";
export { reportJson } from "../src/report/json.ts";
export { numberText, percentText, superscript, wordsOf } from "../src/report/number-text.ts";
export type { HeldOut, Report, RoundSummary, TraceRow } from "../src/report/report.ts";
