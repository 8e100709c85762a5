export type { Duplicates } from "./duplicates.ts";
export type { FrameMatrix } from "./frames/frame-matrix.ts";
export { type Frames, readFrames } from "./frames/read-frames.ts";
export { writeFrames } from "./frames/write-frames.ts";
export { idPositions } from "./id-positions.ts";
export { InputError, type InputPlace } from "./input-error.ts";
export type { Factor, FactorModel, ModelMeta } from "./model/factor-model.ts";
export { modelBytes } from "./model/model-bytes.ts";
export { type ModelOptions, readModel } from "./model/read-model.ts";
export type { NpyContent } from "./numpy/npy-bytes.ts";
export { npzBytes } from "./numpy/npz-bytes.ts";
export { type SparseEntries, sparseBytes } from "./numpy/sparse-bytes.ts";
export { checkOutputFile, checkOutputFolder, type OutputOptions } from "./output/check-output.ts";
export { csvField } from "./output/csv-field.ts";
export { type CellValue, writeCompleted } from "./output/write-completed.ts";
export { writeFolder, writeWholeFile } from "./output/write-folder.ts";
export {
  type Prediction,
  type PredictionNames,
  predictionLines,
  writePredictions,
} from "./output/write-predictions.ts";
export { writeText } from "./output/write-text.ts";
export { pairs } from "./pairs.ts";
export { type ReadOptions, read } from "./read.ts";
export { type Observed, readObserved } from "./sensing/read-observed.ts";
export { type OperatorFile, type OperatorOptions, readOperator } from "./sensing/read-operator.ts";
export type { ReadProgress } from "./source-file.ts";
export type { Ids, Shape, Table, WideLayout } from "./table.ts";
export type { DecodedPairs } from "./text/read-pairs.ts";
export type { LayoutOptions } from "./text/text-layout.ts";
