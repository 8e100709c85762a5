import type { Ids } from "../../io/index.ts";
import type { NonnegativeReport, PartMember, PartsPicture, RunReport } from "../../src/index.ts";

/** The report with the file's labels in the place of numbers. */
export function labelled(report: RunReport, rowIds: Ids, columnIds: Ids): RunReport {
  const { picture, nonnegative } = report;
  const named = (labels: readonly string[], ids: Ids) => labels.map((place) => String(ids[Number(place)]));
  return {
    ...report,
    picture: picture && {
      ...picture,
      rowLabels: named(picture.rowLabels, rowIds),
      columnLabels: named(picture.columnLabels, columnIds),
    },
    ...(nonnegative && { nonnegative: labelledParts(nonnegative, rowIds, columnIds) }),
  };
}

function labelledParts(report: NonnegativeReport, rowIds: Ids, columnIds: Ids): NonnegativeReport {
  const members = (list: readonly PartMember[], ids: Ids) =>
    list.map((member) => ({ ...member, label: String(ids[member.place]) }));
  const picture = (shown: PartsPicture, ids: Ids) => ({ ...shown, labels: shown.places.map((i) => String(ids[i])) });
  return {
    ...report,
    parts: report.parts.map((part) => ({
      ...part,
      mostRows: members(part.mostRows, rowIds),
      mostColumns: members(part.mostColumns, columnIds),
    })),
    pictures: { rows: picture(report.pictures.rows, rowIds), columns: picture(report.pictures.columns, columnIds) },
  };
}
