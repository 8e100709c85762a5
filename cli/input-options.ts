import { choice } from "./arguments/choice.ts";
/** The options of every command that reads a table of observed entries. */
export const inputOptions = {
  format: {
    type: "enum",
    options: choice("triplets", "wide"),
    description: "Read the file as triplets (row, column, value) or as a wide table; detected otherwise",
  },
  columns: {
    type: "string",
    valueHint: "row,column,value",
    description: "Columns of the triplets, by name or by number from 1",
  },
  duplicates: {
    type: "enum",
    options: choice("error", "mean", "last"),
    description: "A pair that comes again with another value is an error, or its mean or last value counts",
  },
} as const;
