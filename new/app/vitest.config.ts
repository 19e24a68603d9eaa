import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    // many tests wait most of the time; left to itself, vitest leaves one processor out
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
