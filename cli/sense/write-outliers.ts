import { writeText } from "../../io/index.ts";
import type { MeasurementOutliers } from "../../src/index.ts";

/** Writes which measurements were set aside, counted from 0, and how far each is from what the matrix says. */
export async function writeOutliers(path: string, { indices, errors }: MeasurementOutliers): Promise<void> {
  const lines = Array.from(indices, (k, s) => `${k},${errors[s]}\n`);
  await writeText(path, ["measurement,error\n", ...lines]);
}
