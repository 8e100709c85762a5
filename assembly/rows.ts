/** Rows of a panel that are summed at once: few enough that the panel stays in the first cache. */
export const CHUNK: i32 = 128;

/** Bytes that the fields of `Rows` take at the start of the scratch block. */
const HEADER: i32 = 128;

/**
 * What every row of one `rowSolve` shares: the arguments by the names that the interface gives them, and the parts of
 * the scratch block, at whose start it lies.
 */
@unmanaged
export class Rows {
  index: usize;
  scale: usize;
  observed: usize;
  other: usize;
  stride: i32;
  first: i32;
  count: i32;
  fixed: i32;
  shift: f64;
  /** ρ of the row at hand, float64. */
  ridge: usize;
  /** A whole row of the own factor: the center or the solution at its columns, 1 at the fixed one, 0 elsewhere. */
  full: usize;
  /** ρ^{-½} in the panel's format. */
  weight: usize;
  /** The right-hand side, then the solution of the symmetric system, float64. */
  step: usize;
  /** What the center leaves of the observations of one chunk; in the dual form, the step of the row. */
  target: usize;
  /** The symmetric system and, after it, the panel. */
  gram: usize;

  /** Takes the arguments and lays the parts out after the header. */
  fill(
    index: usize,
    scale: usize,
    observed: usize,
    other: usize,
    stride: i32,
    first: i32,
    count: i32,
    fixed: i32,
    shift: f64,
  ): void {
    this.index = index;
    this.scale = scale;
    this.observed = observed;
    this.other = other;
    this.stride = stride;
    this.first = first;
    this.count = count;
    this.fixed = fixed;
    this.shift = shift;
    const width = 8 * <usize>systemWidth(count);
    this.ridge = changetype<usize>(this) + HEADER;
    this.weight = this.ridge + width;
    this.step = this.weight + width;
    this.full = this.step + width;
    this.target = this.full + 8 * <usize>stride;
    this.gram = this.target + max(8 * <usize>CHUNK, width);
  }
}

/** Row length of a symmetric system: whole panel groups, and no power of two, which would crowd the cache. */
export function systemWidth(size: i32): i32 {
  return ((size + 7) & ~7) + 4;
}

/** Bytes of scratch for `count` columns at this stride. */
export function rowSolveScratch(count: i32, stride: i32): i32 {
  const width = systemWidth(count);
  const depth = max(CHUNK, width);
  return HEADER + 8 * (3 * width + stride + depth + width * width + depth * width);
}
