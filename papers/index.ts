import type { Paper } from "./paper.ts";

export type { CheckedClaim } from "./claim.ts";
export type { Paper, Reproduction, Stage } from "./paper.ts";
export { type ReportedPaper, reproductionJson, reproductionMarkdown } from "./report.ts";

/** The papers that `lowlands reproduce` knows, by name: one folder and one line each. */
export const papers: Readonly<Record<string, Paper>> = {
  "ye-du-2021": {
    title: "Global Convergence of Gradient Descent for Asymmetric Low-Rank Matrix Factorization",
    authors: "Tian Ye and Simon S. Du",
    year: 2021,
    arxiv: "2106.14289",
    load: () => import("./ye-du-2021/index.ts"),
  },
  "cui-xu-2026": {
    title: "Convexity in Disguise: A Theoretical Framework for Nonconvex Low-Rank Matrix Estimation",
    authors: "Chengyu Cui and Gongjun Xu",
    year: 2026,
    arxiv: "2605.05446",
    load: () => import("./cui-xu-2026/index.ts"),
  },
  "shen-2026": {
    title:
      "Escaping Local Minima Provably in Non-convex Matrix Sensing: A Deterministic Framework via Simulated Lifting",
    authors: "Shen, Yang, He, Gao and Ma",
    year: 2026,
    arxiv: "2602.05887",
    load: () => import("./shen-2026/index.ts"),
  },
  "zhang-2025": {
    title: "Nonnegative Low-rank Matrix Recovery Can Have Spurious Local Minima",
    authors: "Richard Y. Zhang",
    year: 2025,
    arxiv: "2505.03717",
    load: () => import("./zhang-2025/index.ts"),
  },
  "ma-fattahi-2023": {
    title: "Can Learning Be Explained By Local Optimality In Robust Low-rank Matrix Recovery?",
    authors: "Jianhao Ma and Salar Fattahi",
    year: 2023,
    arxiv: "2302.10963",
    load: () => import("./ma-fattahi-2023/index.ts"),
  },
};
