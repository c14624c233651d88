import { describe, expect, test } from "vitest";
import { expectComputer, sameComputer } from "../../src/net/identity.ts";

const full = { computer: "PC-042", dnsComputer: "pc-042.corp.example" };
const workgroup = { computer: "PC-042", dnsComputer: "pc-042" };
const silent = { computer: null, dnsComputer: null };
const longDns = { computer: "ACCOUNTING-LAPT", dnsComputer: "accounting-laptop-17.corp.example" };
const longBare = { computer: "ACCOUNTING-LAPT", dnsComputer: null };

describe("the computer that answers is the one meant", () => {
  test.each([
    ["pc-042.corp.example", full],
    ["PC-042.CORP.EXAMPLE.", full],
    ["pc-042", full],
    ["Pc-042", workgroup],
    ["pc-042.corp.example", workgroup],
    ["pc-042.corp.example", { computer: "PC-042", dnsComputer: null }],
    ["pc-042", { computer: "PC-042", dnsComputer: "renamed.corp.example" }],
    ["accounting-laptop-17", longDns],
    ["accounting-laptop-17.corp.example", longBare],
    ["10.1.2.3", full],
    ["fe80::1", silent],
  ])("for %s", (target, names) => {
    expect(sameComputer(target, names)).toBe(true);
  });
});

describe("another computer answers", () => {
  test.each([
    ["pc-117.corp.example", full],
    ["pc-042.other.example", full],
    ["pc-117", full],
    ["pc-04", full],
    ["pc-0422", workgroup],
    ["accounting-laptop-18", longDns],
    ["pc-042", silent],
  ])("for %s", (target, names) => {
    expect(sameComputer(target, names)).toBe(false);
  });
});

test("which is INV410, naming both", () => {
  expect(() => expectComputer("pc-117.corp.example")(full)).toThrow(
    expect.objectContaining({
      code: "INV410",
      state: "unreachable",
      delivered: "no",
      message: "pc-042.corp.example answers at the address of pc-117.corp.example.",
    }),
  );
  expect(() => expectComputer("pc-042")(full)).not.toThrow();
});

test("a name that would write on the screen is shown harmless", () => {
  const names = { computer: null, dnsComputer: `\u001b[2J\r\n::error::${"x".repeat(1_000)}` };
  const check = () => expectComputer("pc-1")(names);
  expect(check).toThrow(/^\?\?2J\?\?\?\?error\?\?x{1,255} answers at the address of pc-1\.$/);
});

test("a computer that does not give its name is not taken for the one meant", () => {
  expect(() => expectComputer("pc-1")(silent)).toThrow(
    "A computer that does not give its name answers at the address of pc-1.",
  );
});
