/** A descent is stuck in a spurious minimum: see that it is one, take the way out, descend, and look again. */
import {
  afterIterations,
  finish,
  globallyOptimal,
  gradientDescent,
  gradientNormBelow,
  inspect,
  simulatedOracle,
  solve,
  threeByThreeSensing,
} from "../src/index.ts";

const { problem, spurious } = threeByThreeSensing();
const [stuck] = spurious;

const before = await inspect(problem, stuck);
console.log(`f = ${before.objective.toFixed(4)}: ${before.headline}`);
for (const { kind, measuredFall } of before.exits) console.log(`  ${kind}: lower by ${measuredFall.toFixed(4)}`);

const way = finish(simulatedOracle().leave(problem, stuck, finish(globallyOptimal(problem, stuck))));
if (!("ways" in way)) throw new Error(way.reason);
for (const { kind, problem: on, start } of way.ways) {
  const { best } = finish(
    solve(on, gradientDescent(), { start, stop: [gradientNormBelow(1e-13), afterIterations(10_000)] }),
  );
  const after = await inspect(on, best);
  console.log(`${kind}, then descent: f = ${after.objective.toExponential(1)}: ${after.headline}`);
}
