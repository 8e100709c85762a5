import { describe, expect, test } from "vitest";
import { gaussianSensing, matrix, perturbedCompletion, planted, random, sense } from "../../src/index.ts";
import { transpose } from "../../src/linalg/matrix.ts";
import { multiply } from "../../src/linalg/multiply.ts";

const { problem, spurious } = perturbedCompletion({ size: 11, perturbation: 0.1 });
const { operator, observed } = problem;
const factor = matrix(11, 1, Float64Array.from(spurious[0]));
const start = { left: factor, right: factor };
const asked = { rank: 1, symmetric: true, start } as const;

describe("a run that starts at a spurious minimum", () => {
  test("leaves it, and says so", async () => {
    const found = await sense(operator, observed, asked);
    expect(found.certified).toBe(true);
    const { rounds, sentences } = found.report;
    expect(rounds.length).toBeGreaterThan(1);
    expect(rounds[0].jumps.at(-1)).toMatchObject({ taken: true, columns: 0 });
    expect(sentences.join(" ")).toMatch(
      /got stuck and was left 1 time \(simulated oracle: .*\): the objective fell from/,
    );
    expect(found.certificates.map(({ claim }) => claim)).not.toContain("secondOrder");
  });

  test("stays there where it is told to, and says what kind of point it is", async () => {
    const found = await sense(operator, observed, { ...asked, escape: false });
    expect(found.certified).toBe(false);
    const kind = found.certificates.find(({ claim }) => claim === "secondOrder");
    expect(kind).toMatchObject({ verdict: "holds", kind: "strictLocalMinimum" });
    expect(found.report.sentences).toContain(kind!.sentence);
    expect(found.report.rounds.flatMap((round) => round.jumps)).toEqual([]);
  });
});

test("from the saddle at zero it falls at once, as promised", async () => {
  const [rows, columns, rank] = [12, 9, 2];
  const { truth } = planted({ shape: [rows, columns], rank, seed: 3 });
  const measured = gaussianSensing({ rows, columns, measurements: 150, seed: 1 });
  const y = measured.apply(multiply(truth.left, transpose(truth.right)));
  const zero = { left: matrix(rows, rank), right: matrix(columns, rank) };
  const found = await sense(measured, y, { rank, start: zero });
  expect(found.certified).toBe(true);
  const [jump] = found.report.rounds[0].jumps;
  expect(jump).toMatchObject({ kind: "simulatedOracle: empty column", taken: true });
  expect(Math.abs(jump.measuredFall - jump.predictedFall)).toBeLessThan(1e-9 * jump.predictedFall);
});

test("where noise leaves no exact fit, jumps that end no lower are told, and the point is kept", async () => {
  const [rows, columns, rank] = [10, 8, 1];
  const { truth } = planted({ shape: [rows, columns], rank, seed: 3 });
  const draw = random(2).fork("noise");
  const measured = gaussianSensing({ rows, columns, measurements: 100, seed: 1 });
  const y = measured.apply(multiply(truth.left, transpose(truth.right))).map((value) => value + 0.1 * draw.gaussian());
  const [kept, stayed] = await Promise.all([sense(measured, y, { rank }), sense(measured, y, { rank, escape: false })]);
  expect(kept.report.objective).toBeCloseTo(stayed.report.objective, 10);
  expect(kept.report.rounds.at(-1)!.jumps.every((jump) => !jump.taken)).toBe(true);
  expect(kept.report.sentences.join(" ")).toMatch(/jumps? from it ended no lower/);
  expect(kept.certificates.at(-1)).toMatchObject({ claim: "secondOrder", kind: "strictLocalMinimum" });
});

test("an option that is none is refused", async () => {
  await expect(sense(operator, observed, { ...asked, escapes: [] } as never)).rejects.toThrow(
    /escapes: no such option/,
  );
});
