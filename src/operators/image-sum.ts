import type { Blocks } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import type { Factor, Workspace } from "../kernels/workspace.ts";
import { floating } from "./bound-pattern.ts";
import type { AdjointImage } from "./operator.ts";

/** The sum of adjoint images, as one. */
export function imageSum(images: readonly AdjointImage[], { memory }: Workspace, scratch: Blocks): AdjointImage {
  const [first, ...others] = images;
  const added = (product: keyof AdjointImage) =>
    function* (factor: Factor, out: Factor): Steps<void> {
      yield* first[product](factor, out);
      const block = scratch("a product to add", floating(out.block), out.rows * out.stride);
      for (const image of others) {
        yield* image[product](factor, { ...out, block });
        const [sum, term] = [memory.floats(out.block), memory.floats(block)];
        for (let k = 0; k < term.length; k++) sum[k] += term[k];
      }
    };
  return { times: added("times"), transposeTimes: added("transposeTimes") };
}
