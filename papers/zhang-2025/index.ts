import { checked } from "../claim.ts";
import type { ReproduceOptions, Reproduction, Stage } from "../paper.ts";
import { claims } from "./claims.ts";
import { figures } from "./figures.ts";
import { measure } from "./findings.ts";
import { tables } from "./tables.ts";

/** Measures, checks every claim, and draws. */
export function* reproduce(options: ReproduceOptions): Generator<Stage, Reproduction, undefined> {
  const found = yield* measure(options);
  return { claims: checked(claims, found), tables: tables(found), figures: figures(found) };
}
