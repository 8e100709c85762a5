/** The program's commands: what the overview says of each, and its definition, loaded when it is called. */
export const commands = {
  complete: {
    description: "Fills in a table, certifies the answer and writes a report",
    load: () => import("./complete.ts"),
  },
  certify: {
    description: "Tells whether factors that any tool made are globally optimal",
    load: () => import("./certify.ts"),
  },
  inspect: {
    description: "Tells what kind of point factors stand on, and what to do next",
    load: () => import("./inspect.ts"),
  },
  sense: {
    description: "Recovers a low-rank matrix from linear measurements of it",
    load: () => import("./sense.ts"),
  },
  factor: {
    description: "Approximates a full matrix at low rank",
    load: () => import("./factor.ts"),
  },
  separate: {
    description: "Parts a matrix, or a video, into low rank and outliers",
    load: () => import("./separate.ts"),
  },
  plan: {
    description: "Tells how many measurements a recovery takes, before any are taken",
    load: () => import("./plan.ts"),
  },
  predict: {
    description: "Predicts pairs, or the best columns of each row, from a model",
    load: () => import("./predict.ts"),
  },
  reproduce: {
    description: "Puts a paper's claims to the test: figures, numbers, a report",
    load: () => import("./reproduce.ts"),
  },
};

export type CommandName = keyof typeof commands;

export const isCommandName = (name: string | undefined): name is CommandName =>
  name !== undefined && Object.hasOwn(commands, name);
