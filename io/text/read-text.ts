import type { Duplicates } from "../duplicates.ts";
import type { Decoded } from "../table.ts";
import { type TripletEntries, tripletTable } from "../triplet-table.ts";
import { entryLine } from "./entry-line.ts";
import { integerId } from "./integer-id.ts";
import { labelledTriplets } from "./labelled-triplets.ts";
import { lineBlocks } from "./line-blocks.ts";
import { fieldRole, NumericTriplets } from "./numeric-triplets.ts";
import { expectedLines, type TextBytes } from "./text-bytes.ts";
import { type LayoutOptions, type TextLayout, textLayout } from "./text-layout.ts";
import { wideTable } from "./wide-table.ts";

/** Decodes a delimited text file, triplets or wide. */
export async function readText(
  bytes: TextBytes,
  options: LayoutOptions & { duplicates?: Duplicates | undefined },
): Promise<Decoded> {
  const layout = textLayout(bytes.head, bytes.whole, options);
  if (layout.shape === "wide") return wideTable(bytes, layout);
  const found = (await plainTriplets(bytes, layout)) ?? (await labelledTriplets(bytes, layout));
  const { row, column, value } = layout.roles;
  const name = (place: number) => layout.header?.[place] ?? "";
  return tripletTable(found, {
    names: { row: name(row), column: name(column), value: name(value) },
    notes: tripletNotes(layout),
    duplicates: options.duplicates,
  });
}

/** The fast path: undefined where the file turns out not to be plain, or starts so. */
async function plainTriplets(bytes: TextBytes, layout: TextLayout): Promise<TripletEntries | undefined> {
  const { row, column, value } = layout.roles;
  const plain = layout.data.every(
    (record) => integerId(record[row] ?? "") !== undefined && integerId(record[column] ?? "") !== undefined,
  );
  if (!plain || layout.delimiter.length > 1) return undefined;
  const roles = new Uint8Array(layout.fields);
  roles[row] = fieldRole.row;
  roles[column] = fieldRole.column;
  roles[value] = fieldRole.value;
  const parser = new NumericTriplets({
    delimiter: layout.delimiter.charCodeAt(0),
    roles,
    leadingLines: layout.leadingLines + (layout.header === undefined ? 0 : 1),
    expected: expectedLines(bytes),
  });
  for await (const block of lineBlocks(bytes.chunks())) {
    if (!parser.push(block)) return undefined;
  }
  return parser.entries.length === 0
    ? undefined
    : { ...pick(parser), line: (entry) => entryLine(entry, parser.skipped) };
}

const pick = ({ entries, rowIndex, columnIndex }: NumericTriplets) => ({ entries, rowIndex, columnIndex });

function tripletNotes(layout: TextLayout): string[] {
  const { row, column, value } = layout.roles;
  const name = (place: number) => layout.header?.[place] || `${place + 1}`;
  const notes = [
    `Read as triplets: row, column and value from columns ${[row, column, value].map(name).join(", ")} (${layout.header === undefined ? "no header line" : "header line found"}).`,
  ];
  const others = Array.from({ length: layout.fields }, (_, k) => k).filter(
    (k) => k !== row && k !== column && k !== value,
  );
  if (others.length > 0)
    notes.push(`Not used: ${others.length === 1 ? "column" : "columns"} ${others.map(name).join(", ")}.`);
  return notes;
}
