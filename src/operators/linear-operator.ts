import type { Block } from "../kernels/memory.ts";
import { blocksIn } from "../kernels/scratch.ts";
import type { Workspace } from "../kernels/workspace.ts";
import { dot } from "../linalg/dot.ts";
import { type Matrix, matrix } from "../linalg/matrix.ts";
import { norm } from "../linalg/norm.ts";
import { random } from "../linalg/random.ts";
import { boundDense } from "./bound-dense.ts";
import type { BoundOperator, MeasurementOperator } from "./operator.ts";
import { checkSize } from "./size.ts";

/** A linear map by two functions. */
export interface LinearOperatorOptions {
  /** Size of X. */
  readonly rows: number;
  readonly columns: number;
  /** p. */
  readonly measurements: number;
  /** y = 𝒜(X), p numbers; X is to be read, not kept: its numbers change with the next call. */
  readonly apply: (x: Matrix) => ArrayLike<number>;
  /** 𝒜*(z), a matrix or its numbers row by row; z is to be read, not kept. */
  readonly adjoint: (z: Float64Array) => Matrix | ArrayLike<number>;
  /** How far ⟨𝒜(X), z⟩ and ⟨X, 𝒜*(z)⟩ may differ, as a share of ‖𝒜(X)‖‖z‖ + ‖X‖‖𝒜*(z)‖; 1e-10 where absent. */
  readonly tolerance?: number;
  /** Of the X and z that the adjoint is tested with. */
  readonly seed?: number;
}

/**
 * A user's own operator. Both functions work in float64 on dense matrices, so that each application forms X = L Rᵀ and
 * costs 2·m·n·r operations beside the functions'; the memory is m·n numbers for X, and m·n for each image that is live.
 *
 * @throws RangeError where `adjoint` is not the adjoint of `apply`, tested with one random pair of X and z; there or later,
 * where a function returns another length, or a number that is not finite for numbers that are.
 */
export function linearOperator(options: LinearOperatorOptions): MeasurementOperator {
  const { rows, columns, measurements, tolerance = 1e-10, seed = 0 } = options;
  checkSize("linearOperator", { rows, columns, measurements });
  for (const name of ["apply", "adjoint"] as const) {
    if (typeof options[name] !== "function") {
      throw new TypeError(`linearOperator: ${name}: expected a function; got ${typeof options[name]}`);
    }
  }
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new RangeError(`linearOperator: tolerance: expected a number ≥ 0; got ${tolerance}`);
  }
  const apply = (x: Matrix): Float64Array => checked("apply", options.apply(x), measurements, x.data);
  const adjoint = (z: Float64Array): Matrix => {
    const x = options.adjoint(z);
    const isMatrix = "data" in x;
    if (isMatrix && (x.rows !== rows || x.columns !== columns)) {
      throw new RangeError(
        `linearOperator: adjoint: expected a ${rows}×${columns} matrix; it returned ${x.rows}×${x.columns}`,
      );
    }
    return matrix(rows, columns, checked("adjoint", isMatrix ? x.data : x, rows * columns, z));
  };
  checkAdjoint({ rows, columns, measurements, apply, adjoint }, tolerance, seed);
  return {
    name: "linearOperator",
    rows,
    columns,
    measurements,
    apply,
    adjoint,
    bind: (workspace) => boundFunctions({ rows, columns, measurements, apply, adjoint }, workspace),
  };
}

type Functions = Pick<MeasurementOperator, "rows" | "columns" | "measurements" | "apply" | "adjoint">;

/** A copy of what a function returned for `given`: a number that is not finite is its fault only if it was given none. */
function checked(name: string, values: ArrayLike<number>, length: number, given: Float64Array): Float64Array {
  if (values?.length !== length) {
    throw new RangeError(`linearOperator: ${name}: expected ${length} numbers; it returned ${values?.length}`);
  }
  const copy = Float64Array.from(values);
  const wrong = copy.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0 && given.every(Number.isFinite)) {
    throw new RangeError(`linearOperator: ${name}: expected finite numbers; it returned ${copy[wrong]} at ${wrong}`);
  }
  return copy;
}

function checkAdjoint({ rows, columns, measurements, apply, adjoint }: Functions, tolerance: number, seed: number) {
  const draw = random(seed).fork("linearOperator");
  const gaussian = (length: number) => Float64Array.from({ length }, () => draw.gaussian());
  const [x, z] = [matrix(rows, columns, gaussian(rows * columns)), gaussian(measurements)];
  const [y, g] = [apply(x), adjoint(z)];
  const [seen, back] = [dot(y, 0, z, 0, z.length), dot(x.data, 0, g.data, 0, g.data.length)];
  const size = norm(y) * norm(z) + norm(x.data) * norm(g.data);
  if (!(Math.abs(seen - back) <= tolerance * size)) {
    throw new RangeError(
      `linearOperator: adjoint: expected ⟨𝒜(X), z⟩ = ⟨X, 𝒜*(z)⟩; for random X and z they are ${seen} and ${back}, which differ by ${(Math.abs(seen - back) / size).toExponential(1)} of ‖𝒜(X)‖‖z‖ + ‖X‖‖𝒜*(z)‖`,
    );
  }
}

function boundFunctions(functions: Functions, workspace: Workspace): BoundOperator {
  const { rows, columns, measurements, apply, adjoint } = functions;
  const { memory } = workspace;
  const [given, pull] = [matrix(rows, columns), new Float64Array(measurements)];
  return boundDense(functions, workspace, blocksIn(memory), {
    *measure(x: Block, y: Block) {
      given.data.set(memory.float64(x));
      memory.float64(y).set(apply(given));
      yield;
    },
    *spread(z: Block, g: Block) {
      pull.set(memory.float64(z));
      memory.float64(g).set(adjoint(pull).data);
      yield;
    },
  });
}
