import { choice } from "./arguments/choice.ts";

/** Where the files of a run go, and what is said of it: the same for every command that writes a report. */
export const outputOptions = {
  out: { type: "string", valueHint: "folder", description: "Output folder; default: the file's name with -lowlands" },
  force: { type: "boolean", description: "Replace what an earlier run wrote" },
  json: { type: "boolean", description: "Print one JSON object on standard output" },
  open: { type: "boolean", description: "Open the report in the browser" },
} as const;

/** The options of the commands that descend from a start. */
export const descentOptions = {
  ridge: { type: "string", valueHint: "λ", description: "Penalty of the nuclear norm; default: 0" },
  solver: {
    type: "string",
    valueHint: "name",
    description: "The method, as the library names it; default: auto, what the problem calls for",
  },
  start: {
    type: "string",
    valueHint: "auto|spectral|beliefs|random|small|model.npz",
    description:
      "Where it starts: at the leading singular vectors, at what belief propagation makes of single entries, at random, at random and small, or at a model; default: auto",
  },
  compare: {
    type: "string",
    valueHint: "name,name",
    description: "Run these solvers too, from the same start, and plot all of them together",
  },
  gap: { type: "string", valueHint: "ε", description: "Certified where the relative gap is at most ε; default: 1e-6" },
  strict: { type: "boolean", description: "Exit with status 2 where the certificate does not hold" },
  precision: {
    type: "enum",
    options: choice("float64", "float32"),
    description: "Number format of the descent; default: float64. It always ends in float64",
  },
  seed: { type: "string", valueHint: "n", description: "Seed of all random choices; default: 0" },
  "max-seconds": {
    type: "string",
    valueHint: "s",
    description: "Stop each run after s seconds in all, with its best point",
  },
  trace: { type: "string", valueHint: "file.csv", description: "Write objective and residual of every iteration" },
} as const;
