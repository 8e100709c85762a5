import type { Instance } from "./instances.ts";

const tall = [60, 50] as const;
const small = [24, 18] as const;
const square = [24, 24] as const;

/** The planted problems of the grid, by name. */
export const CELLS = {
  "everything, condition 10": {
    operator: "fullObservation",
    shape: small,
    trueRank: 3,
    condition: 10,
    start: "random",
  },
  "everything, condition 100": {
    operator: "fullObservation",
    shape: small,
    trueRank: 3,
    condition: 100,
    start: "random",
  },
  "everything, a small ridge": {
    operator: "fullObservation",
    shape: small,
    trueRank: 3,
    condition: 3,
    ridge: 1e-9,
  },
  "everything, sketched": {
    operator: "fullObservation",
    shape: small,
    trueRank: 3,
    condition: 3,
    rank: 9,
    start: "sketched",
  },
  "everything, twice the rank, tiny start": {
    operator: "fullObservation",
    shape: small,
    trueRank: 3,
    condition: 3,
    rank: 6,
    start: "tiny",
  },
  entries: { operator: "entrySampling", shape: tall, trueRank: 2, condition: 2, oversampling: 6 },
  "entries, condition 10": {
    operator: "entrySampling",
    shape: tall,
    trueRank: 2,
    condition: 10,
    oversampling: 10,
    start: "random",
  },
  "dense sensing": { operator: "denseSensing", shape: small, trueRank: 2, condition: 3, oversampling: 4 },
  "matrix-free sensing": { operator: "gaussianSensing", shape: small, trueRank: 2, condition: 3, oversampling: 4 },
  hadamard: { operator: "hadamardSensing", shape: small, trueRank: 2, condition: 3, oversampling: 4 },
  "rank-one": { operator: "rankOneSensing", shape: small, trueRank: 2, condition: 3, oversampling: 5 },
  "rows and columns": { operator: "lineSampling", shape: small, trueRank: 2, condition: 3, oversampling: 2 },
  "quadratic, UUᵀ": {
    operator: "quadraticSensing",
    shape: square,
    trueRank: 2,
    condition: 3,
    oversampling: 5,
    parametrization: "symmetric",
  },
  "everything, UUᵀ": {
    operator: "fullObservation",
    shape: square,
    trueRank: 3,
    condition: 10,
    parametrization: "symmetric",
    start: "random",
  },
  "dense sensing, UUᵀ": {
    operator: "denseSensing",
    shape: square,
    trueRank: 2,
    condition: 3,
    oversampling: 5,
    parametrization: "symmetric",
  },
  "entries, USVᵀ": {
    operator: "entrySampling",
    shape: tall,
    trueRank: 2,
    condition: 2,
    oversampling: 6,
    parametrization: "fixedRank",
  },
  "dense sensing, USVᵀ": {
    operator: "denseSensing",
    shape: small,
    trueRank: 2,
    condition: 3,
    oversampling: 4,
    parametrization: "fixedRank",
  },
} satisfies Record<string, Instance>;
