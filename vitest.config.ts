import { defineConfig } from "vitest/config";

// Others use CI's machines, too, and many tests are about times: each may try twice there. scripts/test names those that did.
const retry = process.env.CI ? 1 : 0;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{apps,packages}/*/test/**/*.test.ts", "{bench,new}/test/**/*.test.ts"],
          exclude: ["apps/lab/test/e2e/**", "bench/test/*.native.test.ts"],
          testTimeout: 30_000,
          retry,
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
          retry,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
