import { firstOrder } from "./first-order.ts";
import { globallyOptimal } from "./globally-optimal.ts";
import { identifiability } from "./identifiability.ts";

export type { Certificate, Evidence, Verdict, Witness } from "./certificate.ts";
export type { GloballyOptimalOptions } from "./globally-optimal.ts";
export { firstOrder, globallyOptimal, identifiability };

/** Every certificate, by the claim that it makes. */
export const certificates = { firstOrder, globallyOptimal, identifiability };
