import { InputError } from "../input-error.ts";
import { decimalValue, isMissing } from "./cell.ts";
import { integerId } from "./integer-id.ts";
import { type Roles, rolesByName } from "./roles.ts";

/** What the head of a text file shows about its shape. */
export interface ShapeEvidence {
  readonly header: readonly string[] | undefined;
  /** Data records, the header left out. */
  readonly records: readonly (readonly string[])[];
  /** Fields of a data line. */
  readonly fields: number;
  /** Where row, column and value would be in a table of triplets. */
  readonly roles: Roles;
}

/**
 * Whether a text table holds triplets or is wide: names decide first, then what is impossible, then repeated ids,
 * blanks and width; where all these leave it open, an error that names `--format`.
 */
export function textShape(evidence: ShapeEvidence): "triplets" | "wide" {
  const { header, records, fields, roles } = evidence;
  if (fields < 3) return "wide";
  const named = Object.keys(rolesByName(header ?? [])).length;
  if (named === 3 || (named === 2 && fields === 3)) return "triplets";
  const cells = Array.from({ length: fields }, (_, k) => records.map((record) => record[k] ?? ""));
  const wide = cells.slice(1).every((column) => mostly(column, (cell) => !isWord(cell)));
  const triplets =
    mostly(cells[roles.row]!, isId) &&
    mostly(cells[roles.column]!, isId) &&
    mostly(cells[roles.value]!, (cell) => !isMissing(cell) && !isWord(cell));
  if (wide !== triplets) return wide ? "wide" : "triplets";
  if (wide) {
    const shape = fields === 3 ? threeColumns(cells, header) : manyColumns(cells, header);
    if (shape !== undefined) return shape;
  }
  const reason = wide ? "it could be either" : "it looks like neither";
  throw new InputError(
    `expected triplets (row, column, value) or a wide table, ${reason}; say which with --format triplets or --format wide`,
    { argument: "format" },
  );
}

function threeColumns(
  cells: readonly string[][],
  header: readonly string[] | undefined,
): "triplets" | "wide" | undefined {
  const [rows, columns, values] = cells as [string[], string[], string[]];
  const rowsRepeat = repeats(rows);
  if (!rowsRepeat && (header?.[0] === "" || columns.some(isMissing) || values.some(isMissing))) return "wide";
  return rowsRepeat && conflicts(rows, columns, values) < 0.25 ? "triplets" : undefined;
}

function manyColumns(
  cells: readonly string[][],
  header: readonly string[] | undefined,
): "triplets" | "wide" | undefined {
  if (header?.[0] === "" || !repeats(cells[0]!) || cells.length > 5) return "wide";
  if (cells.slice(1).some((column) => column.some(isMissing))) return "wide";
  // The fourth column of ratings is often a Unix time.
  if (cells[3]!.every((cell) => (integerId(cell) ?? 0) >= 1e8)) return "triplets";
  return conflicts(cells[0]!, cells[1]!, cells[2]!) >= 0.25 ? "wide" : undefined;
}

const isWord = (cell: string): boolean => !isMissing(cell) && Number.isNaN(decimalValue(cell));

/** Ids are words or whole numbers: a fraction is a measurement. */
const isId = (cell: string): boolean => !isMissing(cell) && (isWord(cell) || Number.isInteger(decimalValue(cell)));

const mostly = (cells: readonly string[], holds: (cell: string) => boolean): boolean =>
  2 * cells.filter(holds).length > cells.length;

const repeats = (ids: readonly string[]): boolean => new Set(ids).size < ids.length;

/** Share of the lines whose pair of ids came before with another value. */
function conflicts(rows: readonly string[], columns: readonly string[], values: readonly string[]): number {
  const seen = new Map<string, string>();
  let count = 0;
  rows.forEach((row, k) => {
    const pair = JSON.stringify([row, columns[k]]);
    const before = seen.get(pair);
    if (before === undefined) seen.set(pair, values[k]!);
    else if (before !== values[k]) count++;
  });
  return count / rows.length;
}
