import { describe, expect, it } from "vitest";
import { filesBelow } from "./tree.ts";

// Put together here, so that this file holds none of them.
const FORBIDDEN = [
  {
    what: "a path of somebody's machine",
    pattern: new RegExp(["/wo", "rk/|/fa", "rm/|/ho", "me/\\w|C:\\\\Us", "ers"].join("")),
  },
  { what: "a registry's host", pattern: new RegExp(["regis", "try\\.npmjs|_auth", "Token|npm", "\\.pkg\\."].join("")) },
  { what: "work left for later", pattern: new RegExp(["\\bTO", "DO\\b|\\bFIX", "ME\\b|\\bXX", "X\\b"].join("")) },
  {
    what: "a test that is left out or stands alone",
    pattern: new RegExp(["\\b(it|test|describe)\\.(on", "ly|to", "do)\\b"].join("")),
  },
  { what: "a private key", pattern: new RegExp(["BEGIN [A-Z ]*PRIV", "ATE KEY"].join("")) },
];

const files = filesBelow("");

describe.each(FORBIDDEN)("$what", ({ pattern }) => {
  it("stands in no file", () => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

it("the lock file names no host to fetch from", () => {
  const lock = files.find(({ path }) => path === "package-lock.json");
  expect(lock?.text).toBeDefined();
  expect(lock?.text).not.toMatch(/"resolved":/);
});
