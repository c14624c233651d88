import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Whole runs against simulated clients wait far more than they compute.
    maxWorkers: 4,
    reporters: ["default"],
  },
});
