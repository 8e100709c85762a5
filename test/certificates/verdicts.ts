import type { Certificate } from "../../src/certificates/index.ts";

/** A verdict or a number that the truth contradicts, in words; none where the certificate is honest. */
export function lies({ verdict, numbers, threshold }: Certificate, optimum: number): string[] {
  const { primal, dual, predictedFall } = numbers;
  const found: string[] = [];
  // The oracle's value lies above min P by at most 1e-10 of it.
  if (verdict === "holds" && optimum < (1 - threshold) * primal * (1 - 1e-9)) {
    found.push(`holds, but P − P* is ${(primal - optimum) / primal} of P`);
  }
  if (Number.isFinite(dual) && dual > optimum * (1 + 1e-10)) found.push(`dual above P* by ${dual / optimum - 1}`);
  if (primal < optimum * (1 - 2e-10)) found.push(`primal below P* by ${1 - primal / optimum}`);
  if (verdict === "fails" && optimum > primal - predictedFall + 2e-10 * optimum) {
    found.push(`promises a fall of ${predictedFall}, P − P* is ${primal - optimum}`);
  }
  return found;
}

/** How often each verdict was given, by what was asked. */
export class Tally {
  readonly counts = new Map<string, Record<Certificate["verdict"], number>>();

  add(key: string, { verdict }: Certificate): void {
    const row = this.counts.get(key) ?? { holds: 0, fails: 0, undecided: 0 };
    row[verdict] += 1;
    this.counts.set(key, row);
  }

  share(key: string, verdict: Certificate["verdict"]): number {
    const row = this.counts.get(key);
    return row ? row[verdict] / (row.holds + row.fails + row.undecided) : 0;
  }

  sentence(): string {
    const rows = [...this.counts.values()];
    const [holds, fails, undecided] = (["holds", "fails", "undecided"] as const).map((verdict) =>
      rows.reduce((sum, row) => sum + row[verdict], 0),
    );
    return `${holds + fails + undecided} certificates: ${holds} hold, ${fails} fail, ${undecided} undecided`;
  }
}
