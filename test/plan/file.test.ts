import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/base/refusal.ts";
import type { Plan } from "../../src/model/plan.ts";
import { readDigest } from "../../src/plan/digest.ts";
import { looksLikePlan, readPlanText, sealPlan } from "../../src/plan/file.ts";
import { fullInventory, planOf } from "../support/plans.ts";

const plan = planOf(["pc-1", "pc-2.corp.example", "_odd"], fullInventory);
const planText = (plan: Plan) => sealPlan(plan).text;
const text = planText(plan);

/** The code of the refusal, or the digest that was read. */
function reading(written: string): string {
  try {
    return readPlanText(written, "full.plan").digest;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
}

describe("a plan's file", () => {
  it("ends with the digest of all that stands before it, as another program can compute it", () => {
    const { digest, ...rest } = JSON.parse(text) as { digest: string };
    const bits = createHash("sha256")
      .update(`${JSON.stringify(rest, null, 1)}\n`)
      .digest();
    // The first five bits are the first symbol of base 32.
    expect("0123456789abcdefghjkmnpqrstvwxyz"[(bits[0] as number) >> 3]).toBe(digest[0]);
    expect(readDigest(digest)).toBe(digest);
    expect(Object.keys(JSON.parse(text)).at(-1)).toBe("digest");
  });

  it("is read back as the plan that was written", () => {
    expect(readPlanText(text, "full.plan").plan).toEqual(plan);
  });

  it("is the same plan with a byte order mark, with CR before LF, and without its last line feed", () => {
    const { digest } = readPlanText(text, "full.plan");
    for (const same of [`\ufeff${text}`, text.replaceAll("\n", "\r\n"), text.trimEnd()])
      expect(reading(same)).toBe(digest);
  });

  it.each([
    ["a name", text.replace('"pc-1"', '"pc-9"')],
    ["its digest", text.replace(/"digest": "[^"]*"\n/, '"digest": "k7mp-3xq2-9f0a-h2jz"\n')],
    ["nothing but its spaces", text.replace('"format": 1', '"format":  1')],
    ["a key that stands twice", text.replace('"change": null,', '"change": null,\n "change": null,')],
    ["no digest at all", text.replace(/,\n {1}"digest".*/, "")],
  ])("is known to be edited: %s", (_, written) => {
    expect(written).not.toBe(text);
    expect(reading(written)).toBe("INV314");
  });

  it("of another major version is refused as that, whatever else is in it", () => {
    expect(reading('{ "format": 2, "digest": "k7mp-3xq2-9f0a-h2jz" }')).toBe("INV320");
  });

  it.each([
    ["half of it", text.slice(0, text.length / 2)],
    ["a list", "[]"],
    ["no format", '{ "digest": "k7mp-3xq2-9f0a-h2jz" }'],
    ["an id that leads out of the runs directory", planText({ ...plan, id: "../../elsewhere" })],
    ["a name with a line break", planText(planOf(["pc-1\npc-2"], fullInventory))],
    ["lists within lists", `{"format": 1, "digest": "x", "x": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["a target that is none", planText({ ...plan, batches: [{ ...plan.limits, targets: ["pc-1"] } as never] })],
  ])("that is none is refused as none: %s", (_, written) => {
    expect(reading(written)).toBe("INV313");
  });

  it("is told from a runbook by its content, also where it was cut short", () => {
    expect([text, text.slice(0, 40), `\n${text}`].map(looksLikePlan)).toEqual([true, true, true]);
    expect(['name: "format"\nsteps: []\n', '{ "name": "x", "steps": [] }'].map(looksLikePlan)).toEqual([false, false]);
  });
});
