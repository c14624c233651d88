import { describe, expect, it } from "vitest";
import { createGrant } from "../../src/app/credential-grant.ts";

const grantOf = (...patterns: readonly string[]) => {
  const mistakes: string[] = [];
  const entries = patterns.map((name) => ({ name, from: 0, to: 0 }));
  return { grant: createGrant(entries, (code) => mistakes.push(code)), mistakes };
};
const allows = (patterns: readonly string[], name: string, address?: string) =>
  grantOf(...patterns).grant.allows(address === undefined ? { name } : { name, address });

describe("a credential may go to", () => {
  it.each([
    [["*.corp.example"], "pc-1.corp.example"],
    [["*.corp.example"], "PC-1.Corp.Example"],
    [["pc-[001:250]"], "pc-017"],
    [["pc-?"], "pc-1"],
    [["*"], "anything.anywhere.example"],
    [["10.1.*"], "10.1.2.3"],
    [["pc-1.corp.example"], "pc-1.corp.example"],
  ])("%j: %s", (patterns, name) => {
    expect(allows(patterns, name)).toBe(true);
  });
});

describe("a credential never goes beyond its patterns", () => {
  it.each([
    // Whoever owns a domain gives the names below it.
    [["pc-1"], "pc-1.elsewhere.example"],
    [["pc-[001:250]"], "pc-017.elsewhere.example"],
    [["pc-*"], "pc-1.elsewhere.example"],
    [["*.corp.example"], "corp.example.elsewhere.example"],
    [["*.corp.example"], "corp.example"],
    [["10.1.*"], "10.1.elsewhere.example"],
    [["10.1.2.?"], "10.1.2.x"],
    [["pc-1.corp.example"], "pc-1"],
  ])("%j: %s", (patterns, name) => {
    expect(allows(patterns, name)).toBe(false);
  });

  it("where a target lies at another address than its name says", () => {
    expect(allows(["*.corp.example"], "pc-1.corp.example", "203.0.113.9")).toBe(false);
    expect(allows(["*.corp.example"], "pc-1.corp.example", "evil.example")).toBe(false);
    expect(allows(["*.corp.example", "203.0.113.*"], "pc-1.corp.example", "203.0.113.9")).toBe(true);
    expect(allows(["*.corp.example", "2001:db8::9"], "pc-1.corp.example", "2001:DB8::9")).toBe(true);
    expect(allows(["203.0.113.*"], "pc-1.corp.example", "203.0.113.9")).toBe(false);
  });
});

it.each([
  ["pc-[9:1]", "INV202"],
  ["pc 1", "INV201"],
  ["pc-[0:999999]-[0:9]", "INV204"],
])("the pattern %s is a mistake", (pattern, code) => {
  expect(grantOf(pattern).mistakes).toEqual([code]);
});
