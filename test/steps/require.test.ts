import { describe, expect, it } from "vitest";
import type { CimInstance } from "../../src/base/cim.ts";
import { Fault } from "../../src/base/fault.ts";
import { requirement } from "../../src/steps/require.ts";
import type { RequireInput } from "../../src/steps/require-input.ts";
import { instance, runStep } from "./step-context.ts";

/** A client as it says it is, in CIM terms; every question it is asked is noted. */
interface Told {
  readonly site?: string | null;
  readonly version?: string | null;
  /** What GetStringValue of StdRegProv answers. */
  readonly provisioning?: Readonly<Record<string, string | null>>;
  /** The last digits of the ids of InventoryAction's rows. */
  readonly enabled?: readonly string[];
  /** The last report's date, by the last digits of the row's id. */
  readonly reported?: Readonly<Record<string, string | null>>;
  readonly clock?: Readonly<Record<string, string>> | null;
}

const NOON = { Year: "2026", Month: "11", Day: "21", Hour: "12", Minute: "0", Second: "0" };
const idOf = (digits: string) => `{00000000-0000-0000-0000-000000000${digits}}`;
const missing = () => new Fault("INV702", "no such namespace or class", { delivered: "yes" });

async function require(input: RequireInput, told: Told) {
  const asked: string[] = [];
  const query = async (namespace: string, wql: string): Promise<readonly CimInstance[]> => {
    asked.push(`${namespace}: ${/ from (\w+)/.exec(wql)?.[1]}`);
    if (wql.endsWith("SMS_Client")) {
      if (told.version === undefined) throw missing();
      return [instance({ ClientVersion: told.version })];
    }
    if (wql.endsWith("InventoryAction")) {
      if (told.enabled === undefined) throw missing();
      return told.enabled.map((digits) => instance({ InventoryActionID: idOf(digits) }));
    }
    if (wql.endsWith("InventoryActionStatus")) return [];
    return told.clock === null ? [] : [instance(told.clock ?? NOON)];
  };
  const run = await runStep(requirement, input, {
    query,
    ask: async ({ namespace, className }, method, values) => {
      asked.push(`${namespace}: ${className}.${method}`);
      if (method === "GetStringValue") {
        expect(values).toMatchObject({ hDefKey: "2147483650", sSubKeyName: "SOFTWARE\\Microsoft\\CCM\\CcmExec" });
        return instance(told.provisioning ?? {});
      }
      // A call of a class that is missing is answered like one that found nothing.
      if (told.site === undefined) throw new Fault("INV701", "not found", { delivered: "yes" });
      return instance({ ReturnValue: "0", sSiteCode: told.site });
    },
    get: async ({ className, keys }) => {
      const digits = String(keys?.InventoryActionID).slice(-4, -1);
      asked.push(`${className} ${digits}`);
      const reported = told.reported?.[digits];
      if (reported === undefined) throw new Fault("INV701", "not there", { delivered: "yes" });
      return instance({ LastReportDate: reported });
    },
  });
  return { asked, outcome: run.outcome };
}

const why = async (input: RequireInput, told: Told) => {
  const { outcome } = await require(input, told);
  return outcome.kind === "skipped" && outcome.ends === true ? outcome.why : outcome.kind;
};

describe("a requirement", () => {
  it("reads only what is asked for, in one order, and keeps it as facts", async () => {
    const one = await require({ site: "P01" }, { site: "P01" });
    expect(one.asked).toEqual(["root\\ccm: SMS_Client.GetAssignedSite"]);
    expect(one.outcome).toEqual({ kind: "unchanged", facts: { client: { site: "P01" } } });
    const all = await require({
      "last-report-older-than": { hardware: "7d" },
      "client-version": ">=5.00.9096",
      enabled: ["hardware"],
      "provisioning-mode": false,
      site: "P01",
    }, {
      site: "P01",
      provisioning: { ReturnValue: "0", sValue: "false" },
      enabled: ["001", "003"],
      version: "5.00.9128.1007",
      reported: { "001": "2026-11-01T00:00:00Z" },
    });
    expect(all.asked).toEqual([
      "root\\ccm: SMS_Client.GetAssignedSite",
      "root\\cimv2: StdRegProv.GetStringValue",
      "root\\ccm\\policy\\machine\\actualconfig: InventoryAction",
      "root\\ccm: SMS_Client",
      "root\\cimv2: Win32_UTCTime",
      "InventoryActionStatus 001",
    ]);
    expect(all.outcome).toEqual({
      kind: "unchanged",
      facts: {
        client: {
          site: "P01",
          provisioning: false,
          enabled: ["hardware"],
          version: "5.00.9128.1007",
          clock: "2026-11-21T12:00:00.000Z",
          reported: { hardware: "2026-11-01T00:00:00Z" },
        },
      },
    });
  });

  it("that is unmet leaves the client alone and names each reason", async () => {
    const told = { site: "P02", enabled: ["002", "003"], version: "5.00.8790.1007" };
    expect(await why({ site: "P01", enabled: ["hardware"], "client-version": ">=5.00.9096" }, told)).toBe(
      "site is P02, not P01; hardware inventory is not enabled; client version is 5.00.8790.1007, not >=5.00.9096",
    );
  });
});

describe("a site", () => {
  it.each([
    ["P01", "p01", "unchanged"],
    ["p01", "P01", "unchanged"],
    ["P01", "P02", "site is P02, not P01"],
    ["P01", null, "site is none, not P01"],
    ["P01", "", "site is none, not P01"],
  ])("%s of a client of %s: %s", async (wanted, site, expected) => {
    expect(await why({ site: wanted }, { site })).toBe(expected);
  });

  it("is a fault where there is no client", async () => {
    await expect(require({ site: "P01" }, {})).rejects.toMatchObject({ code: "INV801" });
  });

  it("that goes on for ever is cut before it becomes a reason", async () => {
    expect((await why({ site: "P01" }, { site: "X".repeat(100_000) })).length).toBeLessThan(80);
  });
});

// The value is a REG_SZ that holds true or false: memdocs, osd/understand/provisioning-mode.
describe("provisioning-mode: false", () => {
  it.each([
    ["false", { ReturnValue: "0", sValue: "false" }, "unchanged"],
    ["true", { ReturnValue: "0", sValue: "true" }, "the client is in provisioning mode"],
    ["True", { ReturnValue: "0", sValue: "True" }, "the client is in provisioning mode"],
    ["without its value", { ReturnValue: "1", sValue: null }, "unchanged"],
    ["without its key", { ReturnValue: "2", sValue: null }, "unchanged"],
  ])("of a client whose registry says %s", async (_, provisioning, expected) => {
    expect(await why({ "provisioning-mode": false }, { provisioning })).toBe(expected);
  });

  it("cannot be judged where the registry refuses", async () => {
    const refused = require({ "provisioning-mode": false }, { provisioning: { ReturnValue: "5" } });
    await expect(refused).rejects.toMatchObject({ code: "INV809", message: expect.stringContaining("returned 5") });
  });
});

describe("enabled", () => {
  it.each([
    [["001", "002", "003"], "unchanged"],
    [["001"], "software inventory is not enabled"],
    [[], "hardware and software inventory is not enabled"],
  ] as const)("hardware and software, where policy holds %j: %s", async (enabled, expected) => {
    expect(await why({ enabled: ["hardware", "software"] }, { enabled })).toBe(expected);
  });

  it("tells a computer without a client from a client without its policy", async () => {
    await expect(require({ enabled: ["hardware"] }, {})).rejects.toMatchObject({ code: "INV801" });
    const broken = require({ enabled: ["hardware"] }, { version: "5.00.9128.1007" });
    await expect(broken).rejects.toMatchObject({
      code: "INV802",
      message: expect.stringContaining("InventoryAction is missing"),
    });
  });
});

describe("client-version", () => {
  it.each([
    [">=5.00.9096", "5.00.9096.1000", "unchanged"],
    [">=5.00.9096", "5.00.10000.1", "unchanged"],
    [">=5.00.9096", "5.00.9068.1012", "client version is 5.00.9068.1012, not >=5.00.9096"],
    ["<5.00.9096", "5.00.9096.1000", "client version is 5.00.9096.1000, not <5.00.9096"],
  ])("%s of a client of %s: %s", async (wanted, version, expected) => {
    expect(await why({ "client-version": wanted }, { version })).toBe(expected);
  });

  it("cannot be judged where the client says none", async () => {
    for (const version of [null, "unknown"])
      await expect(require({ "client-version": ">=5.0" }, { version })).rejects.toMatchObject({ code: "INV809" });
  });
});

// The client's clock says noon of 21 November 2026, whatever time it is here.
describe("last-report-older-than", () => {
  const week = { "last-report-older-than": { hardware: "7d" } } as const;
  it.each([
    ["8 days ago", "2026-11-13T12:00:00Z", "unchanged"],
    ["6 days ago", "2026-11-15T12:00:00Z", "hardware was reported less than 7d ago"],
    ["7 days ago less a minute", "20261114120100.000000+000", "hardware was reported less than 7d ago"],
    ["in another zone's words, 7 days and an hour ago", "20261114130000.000000+120", "unchanged"],
    ["after now, by a clock that was set back", "2026-12-01T00:00:00Z", "hardware was reported less than 7d ago"],
    ["never, though a row is there", null, "unchanged"],
  ])("of a client that reported %s", async (_, date, expected) => {
    expect(await why(week, { reported: { "001": date } })).toBe(expected);
  });

  it("counts a client without a row as older", async () => {
    expect(await why(week, {})).toBe("unchanged");
  });

  it("is asked of each inventory that is named", async () => {
    const both = { "last-report-older-than": { hardware: "1d", software: "2d" } } as const;
    const told = { reported: { "001": "2026-11-21T11:00:00Z", "002": "2026-11-20T11:00:00Z" } };
    expect(await why(both, told)).toBe(
      "hardware was reported less than 1d ago; software was reported less than 2d ago",
    );
  });

  it("cannot be judged by any other clock than the client's", async () => {
    for (const clock of [null, { ...NOON, Hour: "noon" }])
      await expect(require(week, { clock, reported: { "001": "2026-11-01T00:00:00Z" } })).rejects.toMatchObject({
        code: "INV809",
      });
  });
});
