/** The number format in which observations and factors are stored. Sums and small solves are always float64. */
export type Precision = "float64" | "float32";

/** A place in the problem's memory, in bytes. 0 is never allocated and means "absent". */
export type Offset = number;

/**
 * The hot loops, in one number format. Every argument is a byte offset into one memory, a size, or a half-open range
 * of output rows `[i0, i1)`: each output row has one owner and one fixed order of summation, so that the bits do not
 * depend on how the rows are cut into ranges or spread over threads.
 *
 * Factor blocks are row-major with `stride` elements a row, a multiple of the vector width (2 in float64, 4 in
 * float32); the columns beyond the rank hold zeros. `start` (int32, rows + 1) and `index` (int32, p) are a compressed
 * pattern: CSR when the rows are those of the left factor, CSC when they are those of the right one.
 */
export interface FactorKernels {
  /** out[k] = scale[k] · ⟨left_i, right_index[k]⟩ for every entry k of the rows i; `scale` 0 means ones. */
  sddmm(
    i0: number,
    i1: number,
    start: Offset,
    index: Offset,
    scale: Offset,
    left: Offset,
    right: Offset,
    stride: number,
    out: Offset,
  ): void;

  /** out_i = Σ_k values[k] · right_index[k], a sparse matrix times a tall block. */
  spmm(
    i0: number,
    i1: number,
    start: Offset,
    index: Offset,
    values: Offset,
    right: Offset,
    stride: number,
    out: Offset,
  ): void;

  /** out[k] = source[permutation[k]] for k in [k0, k1): entries from one order to the other. */
  gather(k0: number, k1: number, source: Offset, permutation: Offset, out: Offset): void;

  /**
   * The exact minimiser of one factor's rows, the other held: for each row i, over x = own[i][first … first + count),
   *
   *     ½ Σ_k (observed[k] − scale[k]·(shift + ⟨x, other_index[k][first …]⟩ + other_index[k][fixed]))²  +  ½ Σ_c ρ_c x_c²,
   *     ρ_c = fixedRidge[c] + scaledRidge[c] · counts[i],
   *
   * where `fixed` is a column of `other` that is added as it stands (−1: none), `fixedRidge`, `scaledRidge` are float64
   * of length `count`, `counts` float64 per row (0: ones), and `scale` 0 means ones. `observed` is in the order of
   * this pattern. Where `residual` is not 0 it receives observed − scale·prediction at the new x. A row without
   * entries goes to 0 where ρ > 0. Where ρ = 0 a component that the entries do not determine stays where it is (a
   * proximal term of 1e-13 of the largest diagonal). `scratch` is `rowSolveScratch` bytes.
   *
   * @returns the number of rows whose system could not be solved; those rows are left as they were.
   */
  rowSolve(
    i0: number,
    i1: number,
    start: Offset,
    index: Offset,
    scale: Offset,
    observed: Offset,
    other: Offset,
    stride: number,
    first: number,
    count: number,
    fixed: number,
    shift: number,
    fixedRidge: Offset,
    scaledRidge: Offset,
    counts: Offset,
    own: Offset,
    residual: Offset,
    scratch: Offset,
  ): number;

  /** Bytes of scratch that `rowSolve` needs for `count` columns at this stride. */
  rowSolveScratch(count: number, stride: number): number;

  /**
   * Nonnegative rows of one factor that share a Gram matrix H (float64, `count` rows of `stride` numbers, zeros beyond
   * `count`): for each row i, towards the minimiser over x = own_i ≥ 0 of
   *
   *     ½ xᵀ(H + ρI)x − (rhs_i − l1)ᵀ x,   ρ = ridge · counts[i]  (`counts` float64 per row, 0: ones),
   *
   * by up to `sweeps` rounds of exact minimisation along each coordinate, ended where one moves x by a tenth of the first;
   * 0 sweeps: to the minimiser, by block principal pivoting. Where neither H nor ρ nor l1 determines a component it stays. `scratch` is `nonnegativeScratch` bytes.
   *
   * @returns the number of rows whose x is not finite; those are left as they were.
   */
  nonnegativeSolve(
    i0: number,
    i1: number,
    gram: Offset,
    rhs: Offset,
    stride: number,
    count: number,
    ridge: number,
    counts: Offset,
    l1: number,
    sweeps: number,
    own: Offset,
    scratch: Offset,
  ): number;

  /** The same where each row has the Gram matrix and the right-hand side of its own entries, and `residual`, as in `rowSolve`. */
  nonnegativeRowSolve(
    i0: number,
    i1: number,
    start: Offset,
    index: Offset,
    scale: Offset,
    observed: Offset,
    other: Offset,
    stride: number,
    count: number,
    ridge: number,
    counts: Offset,
    l1: number,
    sweeps: number,
    own: Offset,
    residual: Offset,
    scratch: Offset,
  ): number;

  /** Bytes of scratch that the nonnegative solves need. */
  nonnegativeScratch(count: number, stride: number): number;

  /**
   * Rows [i0, i1) of A B: A dense and row-major, m × `columns` with `lda` numbers a row, B and `out` tall blocks of
   * `stride`. Sums are in this format.
   */
  gemm(i0: number, i1: number, columns: number, a: Offset, lda: number, b: Offset, stride: number, out: Offset): void;

  /**
   * Rows [j0, j1) of out += A[i0 … i1)ᵀ D[i0 … i1): A m×n as in `gemm`, D (m rows) and `out` (n rows) tall blocks of
   * `stride`; `scratch` is `gemmScratch` bytes. Sums run over blocks of 128 rows of A: the ranges of j may be cut
   * anywhere, those of i at multiples of 128 and taken in order, and the bits stay the same.
   */
  gemmTransposed(
    i0: number,
    i1: number,
    j0: number,
    j1: number,
    a: Offset,
    lda: number,
    d: Offset,
    stride: number,
    out: Offset,
    scratch: Offset,
  ): void;

  /** Bytes of scratch that `gemmTransposed` needs. */
  gemmScratch(): number;

  /** Rows [i0, i1) of the dense L Rᵀ, `columns` wide, `lda` numbers a row; what lies beyond stays as it is. */
  outer(
    i0: number,
    i1: number,
    columns: number,
    left: Offset,
    right: Offset,
    stride: number,
    out: Offset,
    lda: number,
  ): void;

  /**
   * out[k] = ⟨A_k, x⟩ for k in [k0, k1), A_k the rows of a p × `length` matrix with `lda` numbers a row; x, `out` and
   * every sum are float64, whatever the format of A.
   *
   * Four rows share each load of x. `dots` and then `axpys` over the same four rows read memory once: the rows come back
   * from the second cache (1 to 2 MB a core) up to about 20 000 float64 numbers each, from the third beyond that; of
   * more rows at a time less comes back.
   */
  dots(k0: number, k1: number, length: number, a: Offset, lda: number, x: Offset, out: Offset): void;

  /** g += Σ_k z[k] A_k over k in [k0, k1), in order of k; z, g and the sums are float64. Ranges in order: the same bits. */
  axpys(k0: number, k1: number, length: number, a: Offset, lda: number, z: Offset, g: Offset): void;

  /**
   * The unnormalised Walsh–Hadamard transform (entry (i, j) of its matrix is −1 to the number of ones that i and j share
   * in binary) of the rows [i0, i1), `length` numbers each, a power of two, in place. Sums are in this format.
   */
  fwhtRows(i0: number, i1: number, length: number, x: Offset): void;

  /**
   * The same of the columns [j0, j1) of a `rows` × `columns` matrix, in place: rows and columns done are the transform
   * of all its numbers in a row. The sides are powers of two, j0 and j1 multiples of 4; `scratch` is `fwhtScratch` bytes.
   */
  fwhtColumns(j0: number, j1: number, rows: number, columns: number, x: Offset, scratch: Offset): void;

  /** Bytes of scratch that `fwhtColumns` needs. */
  fwhtScratch(rows: number): number;

  /** x[k] ← −x[k] for k in [k0, k1) where bit 31 − k mod 32 of the int32 signs[⌊k/32⌋] is set; k0 is a multiple of 32. */
  flipSigns(k0: number, k1: number, signs: Offset, x: Offset): void;
}

/** All kernels over one memory. */
export interface Kernels {
  readonly backend: "wasm" | "reference";
  readonly float64: FactorKernels;
  readonly float32: FactorKernels;

  /** out[k] = scale · source[k] for k in [k0, k1), float64 to float32. */
  dlag2s(k0: number, k1: number, scale: number, source: Offset, out: Offset): void;

  /** out_i = Σ_k values[k] · x[index[k]], float64. */
  spmv(i0: number, i1: number, start: Offset, index: Offset, values: Offset, x: Offset, out: Offset): void;

  /** out (leftStride × rightStride) = Σ_{i0 ≤ i < i1} left_iᵀ right_i, float64: one partial of a reduction. */
  gramian(
    i0: number,
    i1: number,
    left: Offset,
    leftStride: number,
    right: Offset,
    rightStride: number,
    out: Offset,
  ): void;

  /** out_i = left_i · matrix, (m × leftStride)(leftStride × outStride), float64. */
  multiply(
    i0: number,
    i1: number,
    left: Offset,
    leftStride: number,
    matrix: Offset,
    outStride: number,
    out: Offset,
  ): void;

  /**
   * Rows [i0, i1) of the lower triangle of G Gᵀ into `out` (leading dimension `lda`), G sparse and given twice: CSR
   * (start, index, values) and CSC (columnStart, columnIndex, columnValues, row indices ascending), float64.
   */
  sparseGram(
    i0: number,
    i1: number,
    start: Offset,
    index: Offset,
    values: Offset,
    columnStart: Offset,
    columnIndex: Offset,
    columnValues: Offset,
    out: Offset,
    lda: number,
  ): void;

  /**
   * Block column [j0, j1) of a left-looking Cholesky factorisation A = L Lᵀ, row-major lower triangle in place: the
   * diagonal block is brought up to date with columns [0, j0) and factored.
   *
   * @returns −1, or the row of the first pivot that is not positive.
   */
  potrf(j0: number, j1: number, a: Offset, lda: number): number;

  /** The rows [i0, i1) below that diagonal block: brought up to date, then solved against it. */
  potrfRows(i0: number, i1: number, j0: number, j1: number, a: Offset, lda: number): void;

  /**
   * Numbers [j0, j1) of a row of independent N(0, deviation²), float32, from a counter: `writeGaussians` says which. Both
   * ends are multiples of 16; `out` is where the row begins.
   */
  gaussians(row: number, j0: number, j1: number, key0: number, key1: number, deviation: number, out: Offset): void;
}
