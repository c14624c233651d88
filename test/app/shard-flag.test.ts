import { describe, expect, it } from "vitest";
import { readShard } from "../../src/app/shard-flag.ts";
import { Refusal } from "../../src/base/refusal.ts";

describe("--shard", () => {
  it("counts from 0", () => {
    expect([readShard("0/4", {}), readShard("3/4", {})]).toEqual([
      { index: 0, of: 4 },
      { index: 3, of: 4 },
    ]);
  });

  it.each([
    // GitLab and Azure Pipelines count from 1, Kubernetes from 0 and without a total.
    ["auto", { CI_NODE_INDEX: "1", CI_NODE_TOTAL: "5" }, { index: 0, of: 5 }],
    ["auto", { CI_NODE_INDEX: "5", CI_NODE_TOTAL: "5" }, { index: 4, of: 5 }],
    ["auto", { SYSTEM_JOBPOSITIONINPHASE: "2", SYSTEM_TOTALJOBSINPHASE: "3" }, { index: 1, of: 3 }],
    ["auto/8", { JOB_COMPLETION_INDEX: "7" }, { index: 7, of: 8 }],
  ] as const)("%s with %j is %j", (typed, env, shard) => {
    expect(readShard(typed, env)).toEqual(shard);
  });

  it.each([
    ["auto", {}],
    ["auto", { JOB_COMPLETION_INDEX: "0" }],
    ["auto/4", { JOB_COMPLETION_INDEX: "4" }],
    ["auto", { CI_NODE_INDEX: "0", CI_NODE_TOTAL: "4" }],
    ["4/4", {}],
    ["-1/4", {}],
    ["0/0", {}],
    ["1", {}],
    ["0/1001", {}],
    ["1.5/4", {}],
  ] as const)("%s with %j is refused", (typed, env) => {
    const read = () => readShard(typed, env);
    expect(read).toThrow(Refusal);
    expect(read).toThrow(expect.objectContaining({ code: "INV329", exit: 2 }));
  });
});
