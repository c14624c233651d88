import { expect, it } from "vitest";
import type { Json } from "../../src/base/json.ts";
import { planKinds, stepKinds } from "../../src/steps/index.ts";

/** An input of each shape that a kind takes. */
const INPUTS: Readonly<Record<string, readonly Json[]>> = {
  require: [{ site: "P01", "provisioning-mode": false }, { "last-report-older-than": { hardware: "7d" } }],
  "reset-hw-cache": [null],
  "reset-sw-cache": [null],
  "force-inventory": [["hardware"], ["hardware", "software"]],
  wait: ["90s", { for: ["hardware"] }, { query: "select * from Win32_Process", until: "gone" }],
  "request-policy": [null],
  "evaluate-policy": [null],
  trigger: ["discovery", ["discovery", "update-scan"]],
  powershell: ["hostname", { script: "hostname\nwhoami", unencrypted: true }],
};

it("a plan may hold every step, and before them a requirement that is no step itself", () => {
  expect(planKinds.map(({ key }) => key)).toEqual(Object.keys(INPUTS));
  expect(stepKinds.map(({ key }) => key)).toEqual(Object.keys(INPUTS).slice(1));
});

it.each(planKinds)("$key says of each of its inputs what is sent and what undoing it takes", (kind) => {
  for (const input of INPUTS[kind.key] ?? []) {
    const operations = kind.describe(input);
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) expect(operation).toMatch(/^(pause|read|get|query|ask|delete|invoke|run| ) /);
    expect(kind.undo(input)).toMatch(/^[a-z][^\n]*[^.]$/);
    const changes = operations.some((operation) => /^(delete|invoke|run) /.test(operation));
    expect(changes).toBe(kind.changes);
  }
});
