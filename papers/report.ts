import { numberText, version } from "../src/index.ts";
import type { NumberTable, Paper, ReproduceOptions, Reproduction } from "./paper.ts";

/** A reproduction with what it was made from. */
export interface ReportedPaper {
  readonly name: string;
  readonly paper: Paper;
  readonly options: ReproduceOptions;
  readonly reproduction: Reproduction;
}

/** Claims and tables as one JSON object; the figures by the names of their files. */
export function reproductionJson({ name, paper, options, reproduction }: ReportedPaper): object {
  const { title, arxiv } = paper;
  const { claims, tables, figures } = reproduction;
  return {
    paper: name,
    title,
    arxiv,
    version,
    ...options,
    claims,
    tables,
    figures: figures.map(({ svg: _, ...words }) => words),
  };
}

/** The report in Markdown, its figures in the folder `figures` beside it. */
export function reproductionMarkdown({ name, paper, options, reproduction }: ReportedPaper): string {
  const { title, authors, year, arxiv } = paper;
  const { claims, tables, figures } = reproduction;
  const held = claims.filter(({ holds }) => holds).length;
  const head = ["Claim", "Where", "How it was checked", "Evidence", "Expected", "Measured", ""];
  return [
    `# ${name}: what was measured`,
    `${authors}, *${title}*, ${year}, [arXiv ${arxiv}](https://arxiv.org/abs/${arxiv}).`,
    `Made by \`lowlands reproduce ${name}${options.short ? " --short" : ""} --seed ${options.seed}\`, Lowlands ${version}: ${held} of ${claims.length} claims hold.`,
    "## Claims",
    markdownTable(
      head,
      claims.map((it) => [
        it.claim,
        it.source,
        it.check,
        it.evidence,
        it.expected,
        numberText(it.measured),
        it.holds ? "holds" : "**fails**",
      ]),
    ),
    "## Numbers",
    ...tables.flatMap((table) => [`### ${table.title}`, table.caption, numbers(table)]),
    "## Figures",
    ...figures.flatMap((it) => [`### ${it.title}`, `![${it.title}](figures/${it.name}.svg)`, it.caption]),
  ]
    .join("\n\n")
    .concat("\n");
}

function numbers({ columns, rows }: NumberTable): string {
  return markdownTable(
    columns,
    rows.map((row) => row.map((cell) => (typeof cell === "number" ? numberText(cell) : cell))),
  );
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
