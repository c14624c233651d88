import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFold } from "../../../src/report/fold.ts";
import { faultsMet } from "../../../src/report/html/faults-met.ts";
import { planOfStory, stories, tell } from "../story.ts";

describe("faults by code", () => {
  it("count every target that a fault ended once, and what was let pass as the summary does, in any story", async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const plan = planOfStory(story);
        const fold = createFold(plan);
        for await (const { events } of tell(story, plan)) for (const event of events) fold.add(event);
        const { targets, continued } = fold.summary();
        const groups = faultsMet(plan, targets);
        const sum = (of: (group: (typeof groups)[number]) => number) =>
          groups.reduce((total, group) => total + of(group), 0);
        expect(sum(({ ended }) => ended)).toBe(targets.filter(({ code }) => code !== null).length);
        expect(sum(({ passed }) => passed)).toBe(continued);
        for (const { code, ended, passed, settled, places } of groups) {
          expect(targets.filter((target) => target.code === code)).toHaveLength(ended);
          expect(places.reduce((total, [, count]) => total + count, 0)).toBe(ended + passed + settled);
        }
      }),
      { numRuns: 60 },
    );
  });
});
