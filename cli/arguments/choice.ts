/** The values of an option as citty's types want them: a tuple of literals that is not read-only. */
export function choice<const Names extends string[]>(...names: Names): Names {
  return names;
}
