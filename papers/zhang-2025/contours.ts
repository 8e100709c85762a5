/** A curve on which a function has one value. */
export interface Contour {
  readonly level: number;
  readonly points: readonly (readonly [number, number])[];
}

/** A function on a grid of squares from (0, 0), values[i][j] at (i, j) times their side, and the values to draw. */
export interface ContourOptions {
  readonly values: readonly (readonly number[])[];
  readonly side: number;
  readonly levels: readonly number[];
}

/** Two ends, each named by the edge of the grid that it lies on. */
type Segment = readonly [string, string];

/** Contours by marching squares, their segments joined into curves. */
export function contours({ values, side, levels }: ContourOptions): Contour[] {
  const [cells, rows] = [values.length - 1, values[0].length - 1];
  return levels.flatMap((level) => {
    const places = new Map<string, readonly [number, number]>();
    const segments: Segment[] = [];
    /** The crossing between two grid points, where there is one. */
    const crossing = (i: number, j: number, k: number, l: number): string[] => {
      const [a, b] = [values[i][j] - level, values[k][l] - level];
      if (a > 0 === b > 0) return [];
      const name = `${i},${j},${k},${l}`;
      const share = a / (a - b);
      places.set(name, [(i + share * (k - i)) * side, (j + share * (l - j)) * side]);
      return [name];
    };
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < rows; j++) {
        const ends = [
          ...crossing(i, j, i + 1, j),
          ...crossing(i + 1, j, i + 1, j + 1),
          ...crossing(i, j + 1, i + 1, j + 1),
          ...crossing(i, j, i, j + 1),
        ];
        for (let k = 0; k + 1 < ends.length; k += 2) segments.push([ends[k], ends[k + 1]]);
      }
    }
    return joined(segments).map((names) => ({ level, points: names.map((name) => places.get(name)!) }));
  });
}

/** Chains of segments that share their ends. */
function joined(segments: readonly Segment[]): string[][] {
  const at = new Map<string, Segment[]>();
  for (const segment of segments) {
    for (const end of segment) at.set(end, [...(at.get(end) ?? []), segment]);
  }
  const used = new Set<Segment>();
  const follow = (from: string): string[] => {
    const names: string[] = [];
    for (let end = from; ; ) {
      const next = at.get(end)!.find((segment) => !used.has(segment));
      if (!next) return names;
      used.add(next);
      end = next[0] === end ? next[1] : next[0];
      names.push(end);
    }
  };
  return segments.flatMap((segment) => {
    if (used.has(segment)) return [];
    used.add(segment);
    const [first, second] = segment;
    return [[...follow(first).reverse(), first, second, ...follow(second)]];
  });
}
