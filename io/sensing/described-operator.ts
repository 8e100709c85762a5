import { type MeasurementOperator, operators } from "../../src/index.ts";
import { InputError } from "../input-error.ts";
import type { NpyNumbers } from "../numpy/npy-array.ts";

type ArrayAt = (name: string) => Promise<NpyNumbers>;

/** An operator from its description in JSON: a name in the catalogue of operators, and the options of its factory. */
export async function describedOperator(text: string, arrayAt: ArrayAt): Promise<MeasurementOperator> {
  let description: unknown;
  try {
    description = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `expected a .npy array or a JSON description, it cannot be read (${(error as Error).message})`,
    );
  }
  return built(description, arrayAt);
}

async function built(description: unknown, arrayAt: ArrayAt): Promise<MeasurementOperator> {
  const known = Object.keys(operators).join(", ");
  if (!isObject(description)) {
    throw new InputError(`expected a JSON object such as {"operator": "gaussianSensing", …}, other JSON came`);
  }
  const { operator: name, ...options } = description;
  if (typeof name !== "string" || !Object.hasOwn(operators, name)) {
    const came = name === undefined ? "there is none" : `${JSON.stringify(name)} came`;
    throw new InputError(`expected "operator" to be one of ${known}; ${came}`);
  }
  const factory = operators[name as keyof typeof operators] as (options: never) => MeasurementOperator;
  const resolved = (await value(options, arrayAt)) as never;
  try {
    return factory(resolved);
  } catch (error) {
    // What a factory refuses is wrong in the file.
    if (error instanceof RangeError || error instanceof TypeError) throw new InputError(error.message);
    throw error;
  }
}

/** A value of the description: names of arrays become the arrays, descriptions operators. */
async function value(given: unknown, arrayAt: ArrayAt): Promise<unknown> {
  if (typeof given === "string" && given.endsWith(".npy")) return asOption(await arrayAt(given));
  if (Array.isArray(given)) {
    return given.every((item) => typeof item === "number")
      ? given
      : Promise.all(given.map((item) => value(item, arrayAt)));
  }
  if (!isObject(given)) return given;
  if ("operator" in given) return built(given, arrayAt);
  const entries = Object.entries(given).map(async ([key, item]) => [key, await value(item, arrayAt)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** A table is a matrix, anything else its numbers. */
function asOption({ shape, data }: NpyNumbers): object {
  const [rows, columns] = shape;
  return shape.length === 2 ? { rows, columns, data: Float64Array.from(data) } : data;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
