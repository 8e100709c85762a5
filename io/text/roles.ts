import { InputError } from "../input-error.ts";
import { integerId } from "./integer-id.ts";

/** Which columns of a table of triplets hold row, column and value: 0-based positions. */
export interface Roles {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

const known: Record<keyof Roles, readonly string[]> = {
  row: "row rowid i user userid uid u customer customerid client person subject sample patient respondent student reader id index".split(
    " ",
  ),
  column:
    "column columnid col colid j item itemid iid movie movieid film product productid book bookid isbn song track artist gene feature question variable".split(
      " ",
    ),
  value: "value val v x rating ratings score stars count counts measurement response expression entry y".split(" "),
};

/** The roles that the names alone tell, each only where one name fits. */
export function rolesByName(names: readonly string[]): Partial<Roles> {
  // Nobody lists triplets in so many columns, and a wide table may have very many.
  if (names.length > 64) return {};
  const plain = names.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const roles: { -readonly [role in keyof Roles]?: number } = {};
  for (const role of ["row", "column", "value"] as const) {
    const fitting = [...plain.keys()].filter((k) => known[role].includes(plain[k]!));
    if (fitting.length === 1) roles[role] = fitting[0]!;
  }
  return roles;
}

/** The roles that the user chose: names of columns or their 1-based numbers, in the order row, column, value. */
export function chosenRoles(columns: readonly string[], header: readonly string[] | undefined, fields: number): Roles {
  if (columns.length !== 3) {
    throw new InputError(`expected three columns (row,column,value), ${columns.length} came`, { argument: "columns" });
  }
  const places = columns.map((column) => {
    const named = header?.indexOf(column) ?? -1;
    if (named >= 0) return named;
    const number = integerId(column);
    if (number !== undefined && number >= 1 && number <= fields) return number - 1;
    const choices = header === undefined ? "the file has no header line" : `the file has ${header.join(", ")}`;
    throw new InputError(`expected a column name or a number from 1 to ${fields}, "${column}" came; ${choices}`, {
      argument: "columns",
    });
  });
  const [row, column, value] = places as [number, number, number];
  if (row === column || column === value || row === value) {
    throw new InputError(`expected three different columns, ${columns.join(",")} came`, { argument: "columns" });
  }
  return { row, column, value };
}

/** Roles for a table of triplets whose columns nobody named: by name as far as these go, then left to right. */
export function likelyRoles(header: readonly string[] | undefined): Roles {
  const named = rolesByName(header ?? []);
  const { row, column, value } = named;
  if (row !== undefined && column !== undefined && value !== undefined) return { row, column, value };
  if (header?.length === 3 && Object.keys(named).length === 2) {
    const left = 3 - Object.values(named).reduce((sum, place) => sum + place, 0);
    return { row: left, column: left, value: left, ...named };
  }
  return { row: 0, column: 1, value: 2 };
}
