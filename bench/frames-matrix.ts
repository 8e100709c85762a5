/**
 * Writes a folder of frames as an npz matrix, pixels × frames, for other tools.
 *
 * Run: npx tsx bench/frames-matrix.ts FOLDER MATRIX.npz
 */
import { writeFileSync } from "node:fs";
import { npzBytes, readFrames } from "../io/index.ts";

const [folder, out] = process.argv.slice(2);
const { dense, width, height, names } = await readFrames(folder);
writeFileSync(out, npzBytes([["matrix", { shape: [width * height, names.length], data: dense }]]));
