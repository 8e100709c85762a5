import { aligned, benignRegularizer, matrix, multiply, random, type Steps, transpose } from "../../src/index.ts";
import { displaced, factorsOf, joined, norm } from "./factors.ts";
import type { Model } from "./models.ts";
import { spectra } from "./spectrum.ts";

/** The variant that aligns by rotations alone and takes the imbalance as it is, at random points about the truth. */
export interface OrthogonalAlignment {
  /** max ‖∇R(F_t)‖. */
  readonly regularizer: number;
  readonly leastAlone: number;
  readonly least: number;
}

/**
 * R(F) = (c/8)‖UᵀU − VᵀV − E_t‖² + (c/8)‖F̄ᵀF − FᵀF̄‖², E_t = U_tᵀU_t − V_tᵀV_t and F̄ the truth rotated towards F_t; c = 1.
 */
export function* orthogonalAlignment(
  { problem, truth }: Model,
  distance: number,
  points: number,
  seed: number,
): Steps<OrthogonalAlignment> {
  const { parametrization } = problem;
  const draw = random(seed).fork("orthogonal alignment");
  const found = { regularizer: 0, leastAlone: Number.POSITIVE_INFINITY, least: Number.POSITIVE_INFINITY };
  for (let k = 0; k < points; k++) {
    const point = displaced(truth, distance, draw);
    const reference = aligned(parametrization, truth, point, "orthogonal");
    const rotation = benignRegularizer(parametrization, { reference, strength: 1, motions: "orthogonal" });
    // The balance part vanishes at F_t by construction, and its Hessian there is D ↦ ½ (U S, −V S).
    const [u, v] = factorsOf(parametrization, point);
    const balance = (direction: Float64Array) => {
      const [du, dv] = factorsOf(parametrization, direction);
      const [a, b] = [multiply(transpose(u), du), multiply(transpose(v), dv)];
      const difference = matrix(
        a.rows,
        a.columns,
        a.data.map((value, i) => value - b.data[i]),
      );
      const half = (sign: number) => {
        const turned = transpose(difference).data;
        return matrix(
          a.rows,
          a.columns,
          difference.data.map((value, i) => (sign * (value + turned[i])) / 2),
        );
      };
      return joined(multiply(u, half(1)), multiply(v, half(-1)));
    };
    const { alone, together } = yield* spectra(problem, point, (direction) => {
      const turned = rotation.hessianVector(direction);
      return balance(direction).map((value, i) => value + turned[i]);
    });
    found.regularizer = Math.max(found.regularizer, norm(rotation.gradient(point)));
    found.leastAlone = Math.min(found.leastAlone, alone[0]);
    found.least = Math.min(found.least, together[0]);
  }
  return found;
}
