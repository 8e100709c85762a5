import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const report = process.env.LOWLANDS_TEST_REPORT;

export default defineConfig({
  resolve: {
    // Examples import the package by its name, as a user does; the tests run them on the sources.
    alias: [
      { find: /^lowlands$/, replacement: source("src/index.ts") },
      { find: /^lowlands\/(io|render)$/, replacement: `${source(".")}/$1/index.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/types/*.test-d.ts"], tsconfig: "test/types/tsconfig.json" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
