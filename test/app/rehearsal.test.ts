import { describe, expect, it } from "vitest";
import { homeOf, rehearsalOf } from "../../src/app/rehearsal.ts";
import { anyRollout, fullInventory, planOf } from "../support/plans.ts";

const standIns = [
  { name: "pc-1", address: "127.0.0.1", port: 1234 },
  { name: "pc-2", address: "127.0.0.1", port: 1235 },
];

describe("a rehearsal", () => {
  const written = {
    ...planOf(["PC-1", "pc-2"], [...fullInventory, { kind: "wait", input: "90s" }, { kind: "wait", input: "3s" }]),
    connection: {
      auth: "basic",
      credential: "corp-admin",
      tls: true,
      ca: "corp.pem",
      serverName: "gw",
      fingerprint: "ab".repeat(32),
    },
    rollout: { ...anyRollout, concurrency: 7, ratePerMinute: 100, inFlight: 10, maxFailed: "3%" },
  } as const;
  const plan = rehearsalOf(written, { targets: standIns, tls: false });

  it("replaces address, port, logon and credential, and keeps the names", () => {
    expect(plan.batches[0]?.targets).toEqual([{ ...standIns[0], name: "PC-1" }, standIns[1]]);
    expect(plan.connection).toEqual({
      auth: "negotiate",
      credential: null,
      tls: false,
      ca: null,
      serverName: null,
      fingerprint: null,
    });
  });

  it("lifts rates, caps waits at a minute, and pauses and those between tries at 5 s", () => {
    expect(plan.rollout).toEqual({ ...anyRollout, concurrency: 7, inFlight: "unlimited", maxFailed: "3%" });
    expect(plan.longestPauseMs).toBe(5_000);
    expect(plan.steps.filter(({ kind }) => kind === "wait").map(({ input }) => input)).toEqual([
      { for: ["hardware"], timeout: "60000ms" },
      { for: ["software"], timeout: "60000ms" },
      "5000ms",
      "3s",
    ]);
  });

  it.each([
    [{}, {}],
    [{ site: "xyz", enabled: ["hardware"] }, { site: "XYZ" }],
    [{ "client-version": ">=5.00.9096" }, { version: "5.0.9096" }],
    [{ "client-version": "<5.00.9096.1000" }, { version: "5.0.9096.999" }],
    [
      { "client-version": ">5.00.9096", site: "P01" },
      { site: "P01", version: "5.0.9097" },
    ],
    [{ "client-version": "<0" }, {}],
  ])("has clients of the site and version that %j asks for", (input, home) => {
    expect(homeOf(planOf(["pc-1"], [{ kind: "require", input }]))).toEqual(home);
    expect(homeOf(planOf(["pc-1"], fullInventory))).toEqual({});
  });

  it("stops at a target that nobody stands in for", () => {
    expect(() => rehearsalOf(written, { targets: [standIns[0] as never], tls: false })).toThrow("pc-2");
  });
});
