/** Text that is already HTML. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

type Value = string | number | Markup | readonly Markup[];

function written(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "string" || typeof value === "number") {
    return String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
  }
  return value.map(written).join("\n");
}

/** HTML from a template: whatever is put in is escaped, unless it is Markup. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.reduce((text, part, k) => text + written(values[k - 1]) + part));
}
