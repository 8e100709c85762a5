export { type Recovery, recover } from "./recover.ts";
export { type ObservedIterate, type Round, type RoundsOptions, rounds } from "./rounds.ts";
