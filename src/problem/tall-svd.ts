import type { Scratch } from "../kernels/scratch.ts";
import type { Steps } from "../kernels/steps.ts";
import { type LowRankMatrix, transpose } from "../linalg/matrix.ts";
import { multiply } from "../linalg/multiply.ts";
import { type Svd, svd } from "../linalg/svd.ts";
import { tallQr, timesSmall } from "../linalg/tall-qr.ts";

/** The thin SVD of L Rᵀ without forming it, the tall parts in the problem's kernels; see `lowRankSvd`. */
export function* tallSvd(scratch: Scratch, { left, right }: LowRankMatrix): Steps<Svd> {
  const l = yield* tallQr(scratch, left);
  const r = yield* tallQr(scratch, right);
  const core = svd(multiply(l.r, transpose(r.r)));
  yield;
  return {
    u: yield* timesSmall(scratch, l.q, core.u),
    singularValues: core.singularValues,
    v: yield* timesSmall(scratch, r.q, core.v),
  };
}
