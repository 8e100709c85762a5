import type { Claim } from "../claim.ts";
import { costClaims } from "./cost-claims.ts";
import { escapeClaims } from "./escape-claims.ts";
import type { Findings } from "./findings.ts";
import { notebookClaims } from "./notebook-claims.ts";

/** What the paper's notebooks say of the simulated oracle direction, what follows from it, and what must come out where it is run. */
export const claims: readonly Claim<Findings>[] = [...notebookClaims, ...escapeClaims, ...costClaims];
