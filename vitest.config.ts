import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{apps,packages}/*/test/**/*.test.ts", "{bench,new}/test/**/*.test.ts"],
          exclude: ["apps/lab/test/e2e/**", "bench/test/*.native.test.ts"],
          testTimeout: 30_000,
          // many tests wait most of the time; left to itself, vitest leaves one processor out
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: {
          name: "e2e",
          include: [
            "apps/lab/test/e2e/**/*.test.ts",
            "bench/test/*.native.test.ts",
            "deploy/test/*.kubernetes.test.ts",
          ],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
