import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    // Commands that are tested find no pipeline but the one that a test puts them in, wherever the tests themselves run.
    env: { GITHUB_ACTIONS: "", GITLAB_CI: "", TF_BUILD: "" },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Whole runs against simulated clients wait far more than they compute.
    maxWorkers: 4,
    reporters: ["default"],
  },
});
