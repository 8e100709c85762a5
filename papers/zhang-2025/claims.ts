import type { Claim } from "../claim.ts";
import { descentClaims } from "./descent-claims.ts";
import type { Findings } from "./findings.ts";
import { landscapeClaims } from "./landscape-claims.ts";

/** What the abstracts say, what we derived of it, and what must come out where it is run. */
export const claims: readonly Claim<Findings>[] = [...landscapeClaims, ...descentClaims];
