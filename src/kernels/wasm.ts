import { built } from "./built.ts";
import type { FactorKernels, Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";

let compiled: WebAssembly.Module | undefined;

/** The module, compiled at its first use and shared by every memory. */
function kernelModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(built), (character) => character.charCodeAt(0)));
  return compiled;
}

/** The built kernels over one memory: an instance of the shared module, which owns no memory of its own. */
export function wasmKernels(memory: Memory): Kernels {
  const { exports } = new WebAssembly.Instance(kernelModule(), { env: { memory: memory.wasm } });
  const factors = (prefix: "d" | "s") =>
    ({
      sddmm: exports[`${prefix}sddmm`],
      spmm: exports[`${prefix}spmm`],
      gather: exports[`${prefix}gather`],
      rowSolve: exports[`${prefix}rowSolve`],
      rowSolveScratch: exports.rowSolveScratch,
      nonnegativeSolve: exports[`${prefix}nonnegativeSolve`],
      nonnegativeRowSolve: exports[`${prefix}nonnegativeRowSolve`],
      nonnegativeScratch: exports.nonnegativeScratch,
      gemm: exports[`${prefix}gemm`],
      gemmTransposed: exports[`${prefix}gemmTransposed`],
      gemmScratch: exports.gemmScratch,
      outer: exports[`${prefix}outer`],
      dots: exports[`${prefix}dots`],
      axpys: exports[`${prefix}axpys`],
      fwhtRows: exports[`${prefix}fwhtRows`],
      fwhtColumns: exports[`${prefix}fwhtColumns`],
      fwhtScratch: exports.fwhtScratch,
      flipSigns: exports[`${prefix}flipSigns`],
    }) as FactorKernels;
  return {
    backend: "wasm",
    float64: factors("d"),
    float32: factors("s"),
    dlag2s: exports.dlag2s,
    spmv: exports.spmv,
    gramian: exports.gramian,
    multiply: exports.multiply,
    sparseGram: exports.sparseGram,
    potrf: exports.potrf,
    potrfRows: exports.potrfRows,
    gaussians: exports.gaussians,
  } as Kernels;
}
