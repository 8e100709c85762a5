import { expect, it } from "vitest";
import { labelPlaces } from "../../render/label-places.ts";

it("starts running numbers at a multiple of the step", () => {
  const years = Array.from({ length: 75 }, (_, k) => String(1928 + k));
  const places = labelPlaces(years, 9, 4);
  expect(places.map((place) => place.label)).toEqual(["1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000"]);
  expect(places.filter((place) => !place.minor).map((place) => place.label)).toEqual(["1940", "1960", "1980", "2000"]);
});

it("labels every row where there is room, and at least one where there is none", () => {
  expect(labelPlaces(["a", "b", "c"], 10, 10).map((place) => place.percent)).toEqual(["16.67", "50.00", "83.33"]);
  expect(labelPlaces(["a", "b", "c"], 0, 0).map((place) => place.label)).toEqual(["a"]);
});
