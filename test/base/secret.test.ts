import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "../../src/base/secret.ts";

const secret = new Secret("hunter2");

test("a secret shows itself as [secret], however it is printed", () => {
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: { secret } }, { depth: 5, showHidden: true }),
    inspect(secret, { customInspect: false, showHidden: true }),
    Object.values(secret).join(),
    Object.getOwnPropertyNames(secret).join(),
  ];
  expect(shown.filter((text) => text.includes("hunter2"))).toEqual([]);
  expect(shown.slice(0, 2)).toEqual(["[secret]", "[secret]"]);
  expect(shown[2]).toBe('{"secret":"[secret]"}');
});

test("a copy of a secret holds nothing", () => {
  expect(JSON.stringify(structuredClone({ ...secret }))).toBe("{}");
});

test("only reveal gives it away", () => {
  expect(secret.reveal()).toBe("hunter2");
});
