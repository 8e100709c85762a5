export {
  type AsymmetricRankOneSensingOptions,
  asymmetricRankOneSensing,
  type DirectionPair,
} from "./asymmetric-rank-one-sensing.ts";
export { type CompressiveRankOneSensingOptions, compressiveRankOneSensing } from "./compressive-rank-one-sensing.ts";
export { type DiagonalFactoringOptions, diagonalFactoring } from "./diagonal-factoring.ts";
export type { FactorModelOptions } from "./factor-model.ts";
export { type FourByFourFactoringOptions, fourByFourFactoring } from "./four-by-four-factoring.ts";
export { type GaussianSensingInstanceOptions, gaussianSensingInstance } from "./gaussian-sensing-instance.ts";
export type { KnownLandscape } from "./known-landscape.ts";
export { logisticFactors } from "./logistic-factors.ts";
export { type NonnegativeRankOneSensingOptions, nonnegativeRankOneSensing } from "./nonnegative-rank-one-sensing.ts";
export {
  type PerturbedCompletion,
  type PerturbedCompletionOptions,
  perturbedCompletion,
} from "./perturbed-completion.ts";
export { type Planted, type PlantedOptions, planted } from "./planted.ts";
export { type PlantedMatrixOptions, plantedMatrix } from "./planted-matrix.ts";
export { poissonFactors } from "./poisson-factors.ts";
export { type QuadraticNetworkOptions, quadraticNetwork } from "./quadratic-network.ts";
export { type RobustSensing, type RobustSensingOptions, robustSensing } from "./robust-sensing.ts";
export { threeByThreeSensing } from "./three-by-three-sensing.ts";
export { twoByTwoSensing } from "./two-by-two-sensing.ts";
