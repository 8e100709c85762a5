import { expect, test } from "vitest";
import type { Escape, WayOut } from "../../src/escape/index.ts";
import { finish } from "../../src/kernels/steps.ts";
import type { Point } from "../../src/parametrizations/index.ts";
import { type Problem, perturbedCompletion } from "../../src/problem/index.ts";
import { type ObservedIterate, recover, rounds } from "../../src/recover/index.ts";

const { problem, truth, spurious } = perturbedCompletion({ size: 9, perturbation: 0.1 });
const stuck = spurious[0];
const value = (point: Point) => finish(problem.at(point).value());

/** Leaves any point for starts that the test knows. */
const leaveFor = (...starts: [kind: string, start: Float64Array, predictedFall: number][]): Escape => ({
  name: "known",
  claim: "globallyOptimal",
  applies: () => true,
  *leave<P extends Problem>(at: P) {
    yield;
    const ways = starts.map(([kind, start, predictedFall]) => ({ kind, problem: at, start, predictedFall }));
    return { ways: ways as readonly WayOut<P>[] };
  },
});

/** Above the spurious minimum and in the truth's basin, and just beside the spurious minimum. */
const above = truth.map((x, k) => 3 * x + 0.01 * k);
const beside = stuck.map((x, k) => x + 0.01 * Math.sin(k));

test("without escapes it ends at the spurious minimum, and says that a better matrix exists", async () => {
  const found = await recover(problem, { start: stuck, escapes: [] });
  expect(found.certificate.verdict).toBe("fails");
  expect(found.stopped.converged).toBe(true);
  expect(found.value).toBeGreaterThan(0.1);
  expect(found.rounds.flatMap((round) => round.jumps)).toEqual([]);
});

test("a start that lies higher is taken where the descent from it ends lower", async () => {
  expect(value(above)).toBeGreaterThan(value(stuck));
  const found = await recover(problem, { start: stuck, escapes: [leaveFor(["above", above, -1])] });
  expect(found.certificate.verdict).toBe("holds");
  const [jump] = found.rounds[0].jumps;
  expect(jump).toMatchObject({ kind: "above", columns: 0, predictedFall: -1, taken: true });
  expect(jump.measuredFall).toBeCloseTo(value(stuck) - value(above), 10);
  expect(jump.descendedFall).toBeGreaterThan(0);
  expect(found.rounds).toHaveLength(2);
});

test("a start that lies lower is taken at once", async () => {
  const near = truth.map((x, k) => x + 0.05 * Math.cos(k));
  const found = await recover(problem, {
    start: stuck,
    escapes: [leaveFor(["near", near, 0.2], ["above", above, -1])],
  });
  expect(found.rounds[0].jumps).toHaveLength(1);
  expect(found.rounds[0].jumps[0]).toMatchObject({ kind: "near", taken: true });
  expect(found.rounds[0].jumps[0]).not.toHaveProperty("descendedFall");
  expect(found.certificate.verdict).toBe("holds");
});

test("a descent back to the same minimum is no way out, and the delivered point is the one before", async () => {
  const trials: ObservedIterate[] = [];
  const found = await recover(problem, {
    start: stuck,
    escapes: [leaveFor(["beside", beside, -1])],
    observe: (it) => it.trial && trials.push({ ...it }),
  });
  expect(found.rounds).toHaveLength(1);
  const [jump] = found.rounds[0].jumps;
  expect(jump.taken).toBe(false);
  expect(Math.abs(jump.descendedFall!)).toBeLessThan(1e-8 * found.value);
  expect(found.value).toBeLessThanOrEqual(value(stuck));
  expect(trials.length).toBeGreaterThan(0);
  expect(trials[0].iteration).toBeGreaterThan(found.rounds[0].iterations);
});

test("so many points are left and no more", async () => {
  const [first, second] = [spurious[1], spurious[0]].sort((a, b) => value(b) - value(a));
  const exit = leaveFor(["down", second, 1], ["above", above, -1]);
  const most = async (mostEscapes: number) =>
    (await recover(problem, { start: first, escapes: [exit], mostEscapes })).rounds.map((round) => round.jumps.length);
  expect(await most(0)).toEqual([0]);
  expect(await most(1)).toEqual([1, 0]);
  expect((await most(5)).at(-1)).toBe(0);
});

test("the limit of iterations counts the descents that were not taken; an abort in one of them ends the run", async () => {
  const exit = leaveFor(["beside", beside, -1]);
  let iterations = 0;
  const short = await recover(problem, {
    start: above,
    escapes: [exit],
    mostIterations: 30,
    observe: (it) => (iterations = Math.max(iterations, it.iteration)),
  });
  expect(iterations).toBeLessThanOrEqual(30);
  expect(short.stopped).toBeDefined();
  const controller = new AbortController();
  const aborted = await recover(problem, {
    start: stuck,
    escapes: [exit],
    signal: controller.signal,
    observe: (it) => it.trial && controller.abort(),
  });
  expect(aborted.stopped).toEqual({ rule: "aborted", converged: false });
  expect(aborted.value).toBeLessThanOrEqual(value(stuck));
});

test("an escape whose claim no certificate makes is refused", async () => {
  const lost = { ...leaveFor(), claim: "beauty" };
  await expect(recover(problem, { start: stuck, escapes: [lost] })).rejects.toThrow(/known works from beauty/);
});

test("rounds can be stepped through, each with its jumps", async () => {
  const kinds: string[] = [];
  for await (const round of rounds(problem, { start: stuck, escapes: [leaveFor(["above", above, -1])] })) {
    kinds.push(...round.jumps.map((jump) => jump.kind), round.certificate.verdict);
  }
  expect(kinds).toEqual(["above", "fails", "holds"]);
});
