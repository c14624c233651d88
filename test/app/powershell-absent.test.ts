import { expect, it, vi } from "vitest";
import { accessWith } from "../../src/app/access.ts";
import { scriptRunner } from "../../src/app/powershell.ts";
import { Secret } from "../../src/base/secret.ts";
import { planOf } from "../support/plans.ts";

vi.mock("winrm-client", () => {
  throw new Error("Cannot find package 'winrm-client'");
});

it("a script is not sent where winrm-client is not installed, and the fault says what to install", async () => {
  const access = accessWith({ kind: "password", name: "", username: "someone", password: new Secret("canary-0") });
  const run = scriptRunner({ plan: planOf(["pc-1"], []), access });
  const gate = { enter: () => Promise.reject(new Error("a logon was made")) };
  const options = { signal: new AbortController().signal, timeoutMs: 1_000 };
  const ending = run({ text: "hostname", unencrypted: true }, { target: { name: "pc-1" }, gate }, options);
  await expect(ending).rejects.toMatchObject({ code: "INV819", hint: expect.stringContaining("npm install") });
});
