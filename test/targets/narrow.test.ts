import { describe, expect, it } from "vitest";
import { Refusal } from "../../src/base/refusal.ts";
import { narrow } from "../../src/targets/narrow.ts";

const selection = {
  targets: ["pc-001.corp.example", "pc-002.corp.example", "PC-003", "lab-1.corp.example"].map((name) => ({ name })),
  excluded: ["vip-1.corp.example"],
};
type Flags = Parameters<typeof narrow>[1];
const none: Flags = { limit: [], limitAlso: [], exclude: [] };
const left = (flags: Partial<Flags>) => narrow(selection, { ...none, ...flags }).targets.map(({ name }) => name);
const refusal = (flags: Partial<Flags>) => {
  try {
    narrow(selection, { ...none, ...flags });
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.message} ${error.hint}`;
  }
  return null;
};

describe("flags that narrow the targets", () => {
  it("leave them as they are where none is given", () => {
    expect(left({})).toHaveLength(4);
    expect(narrow(selection, none).excluded).toEqual(["vip-1.corp.example"]);
  });

  it("take names without regard to case and suffix, ranges and patterns", () => {
    expect(left({ limit: ["PC-001"] })).toEqual(["pc-001.corp.example"]);
    expect(left({ limit: ["pc-003.corp.example"] })).toEqual(["PC-003"]);
    expect(left({ limit: ["pc-[002:900]"] })).toEqual(["pc-002.corp.example", "PC-003"]);
    expect(left({ limit: ["pc-00?"] })).toEqual(["pc-001.corp.example", "pc-002.corp.example", "PC-003"]);
    expect(left({ limit: ["*.corp.example"] })).toEqual([
      "pc-001.corp.example",
      "pc-002.corp.example",
      "lab-1.corp.example",
    ]);
  });

  it("widen with each --limit, narrow with each --limit-also, take away with each --exclude", () => {
    expect(left({ limit: ["pc-001", "lab-*"] })).toEqual(["pc-001.corp.example", "lab-1.corp.example"]);
    expect(left({ limit: ["pc-*"], limitAlso: ["*-001", "*.corp.example"] })).toEqual(["pc-001.corp.example"]);
    expect(left({ exclude: ["lab-1", "pc-00[1:2]"] })).toEqual(["PC-003"]);
  });

  it("name whom they took away", () => {
    expect(narrow(selection, { ...none, exclude: ["lab-*"] }).excluded).toEqual([
      "vip-1.corp.example",
      "lab-1.corp.example",
    ]);
  });

  it("may exclude again who is excluded already", () => {
    expect(left({ exclude: ["vip-1"] })).toHaveLength(4);
  });
});

describe("a flag is refused", () => {
  it("when it is empty", () => {
    expect(refusal({ limit: [""] })).toContain("INV311 --limit was given without a name or pattern.");
    expect(refusal({ exclude: ["  "] })).toContain("INV311 --exclude was given");
  });

  it("when it means nobody; the nearest name is offered", () => {
    expect(refusal({ limit: ["pc-oo1"] })).toBe(
      "INV311 --limit pc-oo1 means none of 4 targets. Did you mean pc-001.corp.example?",
    );
    expect(refusal({ limitAlso: ["srv-*"] })).toContain("--limit-also srv-* fits none of 4");
    expect(refusal({ exclude: ["lab-2.corp.example"] })).toContain("Did you mean lab-1.corp.example?");
  });

  it("when it names a computer that the lists take away", () => {
    expect(refusal({ limit: ["vip-1"] })).toContain("`exclude` takes vip-1.corp.example away");
  });

  it("when it holds several patterns, or a range that is none", () => {
    expect(refusal({ limit: ["pc-001,lab-*"] })).toContain("Give it once for each: --limit pc-001 --limit lab-*.");
    expect(refusal({ limit: ["pc-[9:1]"] })).toContain("--limit pc-[9:1]: `[9:1]` runs backwards. Write `[1:9]`.");
  });

  it("when together with the others it leaves nobody", () => {
    expect(refusal({ limit: ["pc-*"], limitAlso: ["lab-*"] })).toContain(
      "INV312 Of 4 targets --limit pc-* --limit-also lab-* leave none.",
    );
  });
});
