/** Side information (inductive matrix completion): known features of rows and columns leave a small matrix to be found. */
import { entrySampling, matrix, planted, random, sense, transformed } from "../src/index.ts";

const [people, films, features, genres, rank] = [400, 300, 12, 10, 2];
const draw = random(21);
const gaussians = (rows: number, columns: number) =>
  matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => draw.gaussian()),
  );
const [ofPeople, ofFilms] = [gaussians(people, features), gaussians(genres, films)];
const truth = matrix(features, genres, planted({ shape: [features, genres], rank, seed: 22 }).values);

// 120 of 120,000 cells are seen: far fewer than there are people, more than the 40 that a 12×10 matrix of rank 2 needs.
const rowIndex = Array.from({ length: 120 }, () => draw.integer(people));
const columnIndex = rowIndex.map(() => draw.integer(films));
const entries = entrySampling({ rows: people, columns: films, rowIndex, columnIndex });
const operator = transformed({ operator: entries, left: ofPeople, right: ofFilms });

const { model, report } = await sense(operator, operator.apply(truth), { rank });
console.log(report.sentences.join("\n"));
console.log("recovered:", model.predict([0, 1, 2], [0, 1, 2]));
console.log("true:     ", Float64Array.of(truth.data[0], truth.data[genres + 1], truth.data[2 * genres + 2]));
