export {
  type ChartAxis,
  type ChartCell,
  type ChartLine,
  type ChartMark,
  type LineChart,
  lineChart,
} from "./line-chart.ts";
export { renderReport } from "./render-report.ts";
export { renderRun } from "./render-run.ts";
export { renderSeparation } from "./render-separation.ts";
