import { type Matrix, matrix, transpose } from "../../linalg/matrix.ts";
import { multiply, multiplyTransposed } from "../../linalg/multiply.ts";
import { svd } from "../../linalg/svd.ts";
import { symmetricEigen } from "../../linalg/symmetric-eigen.ts";
import type { Parametrization } from "../../parametrizations/parametrization.ts";
import type { PerturbationCurve } from "./perturbation-curve.ts";
import type { SpareColumns } from "./spare-columns.ts";
import { symmetricPart, type TangentCone } from "./tangent-cone.ts";

/** Columns Z₁ and Z₂ to be filled into spare ones: one pair a spare column at most. */
export interface Filling {
  readonly left: Matrix;
  readonly right: Matrix;
}

/** Z₁ Z₂ᵀ nearest to a matrix: of the largest positive eigenvalues, Z₁ = Z₂, where both factors are one. */
export function filling(m: Matrix, count: number, symmetric: boolean): Filling {
  if (symmetric) {
    const { values, vectors } = symmetricEigen(symmetricPart(m));
    const order = Array.from(values.keys()).reverse().slice(0, count);
    const left = chosen(
      vectors,
      order.filter((c) => values[c] > 0),
      values,
    );
    return { left, right: left };
  }
  const { u, singularValues, v } = svd(m);
  const order = Array.from(singularValues.keys()).slice(0, count);
  return { left: chosen(u, order, singularValues), right: chosen(v, order, singularValues) };
}

/** Some columns, each times the root of its value. */
function chosen(basis: Matrix, order: readonly number[], values: Float64Array): Matrix {
  const out = matrix(basis.rows, order.length);
  for (let i = 0; i < basis.rows; i++) {
    for (const [to, from] of order.entries()) {
      out.data[i * order.length + to] = basis.data[i * basis.columns + from] * Math.sqrt(values[from]);
    }
  }
  return out;
}

/** The straight line that fills spare columns: f changes by γ² h(Z₁ Z₂ᵀ) along it. */
export function fillingLine(
  parametrization: Parametrization,
  columns: SpareColumns,
  { left, right }: Filling,
): PerturbationCurve {
  const { spare } = columns;
  const some = (z: Matrix) => {
    const first = matrix(spare.rows, z.columns);
    for (let i = 0; i < spare.rows; i++) {
      first.data.set(spare.data.subarray(i * spare.columns, i * spare.columns + z.columns), i * z.columns);
    }
    return multiply(z, transpose(first));
  };
  return {
    first: pointOf(parametrization, some(left), some(right)),
    second: new Float64Array(parametrization.dimension),
  };
}

/** The curve along which X moves by γ² M + O(γ³), for M of the tangent cone. */
export function curveThrough(
  parametrization: Parametrization,
  columns: SpareColumns,
  cone: TangentCone,
  m: Matrix,
): PerturbationCurve {
  const { left, right, used, spare, symmetric } = columns;
  const block = cone.lift(cone.block(m));
  const rest = matrix(
    m.rows,
    m.columns,
    m.data.map((x, k) => x - block.data[k]),
  );
  const { first } = fillingLine(parametrization, columns, filling(block, spare.columns, symmetric));
  // T = dL Rᵀ + L dRᵀ: all of it but P_L T P_R once, which both could take; one factor that stands on both sides takes half.
  const byRight = pseudoInverse(right);
  const dL = multiply(rest, byRight);
  const taken = multiply(dL, transpose(right));
  if (symmetric) {
    const shared = multiply(left, multiplyTransposed(pseudoInverse(left), dL));
    const half = matrix(
      dL.rows,
      dL.columns,
      dL.data.map((x, k) => x - shared.data[k] / 2),
    );
    const both = multiply(half, transpose(used));
    return { first, second: pointOf(parametrization, both, both) };
  }
  const left_ = matrix(
    m.rows,
    m.columns,
    rest.data.map((x, k) => x - taken.data[k]),
  );
  const dR = multiplyTransposed(left_, pseudoInverse(left));
  const turned = transpose(used);
  return { first, second: pointOf(parametrization, multiply(dL, turned), multiply(dR, turned)) };
}

/** L (LᵀL)⁻¹ of a matrix of full column rank. */
function pseudoInverse(basis: Matrix): Matrix {
  const { u, singularValues, v } = svd(basis);
  const scaled = matrix(
    u.rows,
    u.columns,
    u.data.map((x, k) => x / singularValues[k % u.columns]),
  );
  return multiply(scaled, transpose(v));
}

function pointOf(parametrization: Parametrization, left: Matrix, right: Matrix): Float64Array {
  const point = new Float64Array(parametrization.dimension);
  const parts = parametrization.parts(point);
  parts.left.set(left.data);
  parts.right.set(right.data);
  return point;
}
