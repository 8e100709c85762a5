import type { Block } from "../kernels/memory.ts";
import { overRows } from "../kernels/ranges.ts";
import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import { denseBackProjection } from "./dense-back-projection.ts";
import { denseImage } from "./dense-image.ts";
import type { AdjointImage, BoundOperator, FusedRequest } from "./operator.ts";

/** 𝒜 and 𝒜* on dense matrices: every block float64, matrices m·n numbers, row-major. */
export interface DenseAction {
  /** y = 𝒜(X). */
  measure(x: Block, y: Block): Steps<void>;
  /** G = 𝒜*(z); G holds anything before. */
  spread(z: Block, g: Block): Steps<void>;
  /** Both in one pass, where that saves one: `respond(k0, k1)` turns y[k0 … k1) into z[k0 … k1). */
  measureThenSpread?(x: Block, y: Block, z: Block, g: Block, respond: (k0: number, k1: number) => void): Steps<void>;
}

/**
 * A bound operator that forms X = L Rᵀ and G = 𝒜*(z) in the problem's memory, m·n numbers each, and lets `action` work
 * on them. float32 factors and measurements are taken to float64 and back: next to the action that is little.
 */
export function boundDense(
  size: { rows: number; columns: number; measurements: number },
  workspace: Workspace,
  scratch: Blocks,
  action: DenseAction,
): BoundOperator {
  const { rows, columns, measurements } = size;
  const { memory, kernels } = workspace;
  const dense = (name: string) => scratch(name, "float64", rows * columns);
  const isDouble = (block: Block) => floating(block) === "float64";

  /** A float64 block for these numbers: their own, or one to take them to. */
  const doubled = (name: string, block: Block): Block =>
    isDouble(block) ? block : scratch(`${name} in float64`, "float64", block.length);
  const copy = (from: Block, to: Block, k0 = 0, k1 = from.length) => {
    if (from.offset !== to.offset) memory.floats(to).set(memory.floats(from).subarray(k0, k1), k0);
  };
  const factor = (name: string, { block, ...rest }: Factor): Factor => ({ ...rest, block: doubled(name, block) });

  function* form(left: Factor, right: Factor): Steps<Block> {
    const [l, r, x] = [factor("L", left), factor("R", right), dense("X")];
    copy(left.block, l.block);
    copy(right.block, r.block);
    yield* overRows(rows, undefined, 0, columns * l.stride, (i0, i1) =>
      kernels.float64.outer(i0, i1, columns, l.block.offset, r.block.offset, l.stride, x.offset, columns),
    );
    yield;
    return x;
  }

  /** The image of a dense G, for factors in either format. */
  function image(g: Block): AdjointImage {
    const inDouble = denseImage(size, workspace, scratch, g);
    const through = function* (product: AdjointImage["times"], from: Factor, out: Factor): Steps<void> {
      const [a, b] = [factor("factor in", from), factor("factor out", out)];
      copy(from.block, a.block);
      yield* product(a, b);
      copy(b.block, out.block);
    };
    return {
      times: (right, out) => through(inDouble.times, right, out),
      transposeTimes: (left, out) => through(inDouble.transposeTimes, left, out),
    };
  }

  function* spread(z: Block, name: string): Steps<Block> {
    const [from, g] = [doubled("z", z), dense(`G, ${name}`)];
    copy(z, from);
    yield* action.spread(from, g);
    return g;
  }

  function* applyThenAdjoint(request: FusedRequest): Steps<AdjointImage> {
    const { out, z, respond, name } = request;
    const [y, pull, g] = [doubled("y", out), doubled("z", z), dense(`G, ${name}`)];
    const x = yield* form(request.left, request.right);
    yield* action.measureThenSpread!(x, y, pull, g, (k0, k1) => {
      copy(y, out, k0, k1);
      respond(k0, k1);
      copy(z, pull, k0, k1);
    });
    return image(g);
  }

  return {
    *applyFactors(left, right, out) {
      const y = doubled("y", out);
      yield* action.measure(yield* form(left, right), y);
      copy(y, out);
    },
    *adjointImage(z, name) {
      return image(yield* spread(z, name));
    },
    ...(action.measureThenSpread && { applyThenAdjoint }),
    *backProjection(z, scaling) {
      const from = scratch("back projection, z", "float64", measurements);
      memory.float64(from).set(z);
      return denseBackProjection(size, workspace, scratch, yield* spread(from, "back projection"), scaling);
    },
  };
}
