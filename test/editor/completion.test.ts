import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { checkText } from "../../src/app/validate.ts";
import { schedules } from "../../src/configmgr/schedules.ts";
import { createSource } from "../../src/model/source.ts";
import { stepKinds } from "../../src/steps/index.ts";
import { LanguageServer, serverInstalled } from "./language-server.ts";
import { atCursor, documentationOf, type SchemaName, taken, underSchema } from "./texts.ts";

const KINDS = stepKinds.map(({ key }) => key);
const OPTIONS = ["name", "timeout", "retries", "on-error"];
const HOST = ["name", "address", "port", "server-name", "fingerprint", "identity", "tags"];
const SOURCES = ["hosts", "files", "collections", "directory", "commands"];
const TARGETS = [...SOURCES, "groups", "tags", "stale", "exclude", "expect"];
const ROLLOUT = [
  ...["batches", "rate", "concurrency", "in-flight", "logons", "max-failed", "max-unreachable", "retry-unreachable"],
  ...["success", "window"],
];
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const INVENTORIES = ["hardware", "software"];
const TRIGGERS = schedules.map(({ name }) => name as string).filter((name) => !INVENTORIES.includes(name));
const WAITS = ["90s", "{ for: …, timeout: … }", "{ query: …, until: … }"];
const step = (text: string) => `name: x\nsteps:\n  - ${text}`;

/** What is offered where the mark stands, and nothing else is. */
const PLACES: [marked: string, labels: readonly string[], schema?: SchemaName][] = [
  ["▮", ["name", "about", "owner", "targets", "require", "connection", "rollout", "steps"]],
  ["name: x\nabout: y\n▮", ["owner", "targets", "require", "connection", "rollout", "steps"]],
  ["name: x\nta▮", ["about", "owner", "targets", "require", "connection", "rollout", "steps"]],
  ["targets:\n  ▮", TARGETS],
  ["targets:\n  hosts:\n    - ▮", HOST],
  ["targets:\n  hosts:\n    - name: a\n      ▮", HOST.slice(1)],
  ["targets:\n  hosts:\n    - name: a\n      port: ▮", ["15985"]],
  ["targets:\n  hosts:\n    - name: a\n      identity: ▮", ["own", "any"]],
  ["targets:\n  hosts: [▮]", []],
  ["targets:\n  files:\n    - ▮", ["path", "column", "format"]],
  ["targets:\n  exclude:\n    ▮", [...SOURCES, "groups", "tags"]],
  ["targets:\n  stale:\n    ▮", ["hardware", "software"]],
  ["targets:\n  stale:\n    hardware: ▮", ["14d"]],
  ["targets:\n  directory:\n    - ▮", ["filter", "base", '"(operatingSystem=Windows 11*)"', "{ filter: …, base: … }"]],
  ["targets:\n  collections: [▮]", ["Laptops Berlin"]],
  ["targets:\n  commands: [▮]", ["cmdb"]],
  ["targets:\n  groups: [▮]", ["berlin"]],
  ["targets:\n  exclude:\n    hosts:\n      - ▮", HOST],
  ["targets:\n  expect:\n    ▮", ["min", "max"]],
  ["require:\n  ▮", ["site", "provisioning-mode", "enabled", "client-version", "last-report-older-than"]],
  ["require:\n  site: ▮", ["P01"]],
  ["require:\n  enabled: [▮]", INVENTORIES],
  ["require:\n  enabled:\n    - ▮", INVENTORIES],
  ["require:\n  client-version: ▮", ['">=5.00.9096"']],
  ["require:\n  last-report-older-than:\n    ▮", INVENTORIES],
  ["require:\n  last-report-older-than:\n    hardware: ▮", ["7d"]],
  ["connection:\n  ▮", ["auth", "credential", "tls", "ca", "server-name", "fingerprint"]],
  ["connection:\n  auth: ▮", ["negotiate", "kerberos", "ntlm", "basic", "certificate"]],
  ["connection:\n  auth: n▮", ["negotiate", "kerberos", "ntlm", "basic", "certificate"]],
  ["connection:\n  tls: ▮", ["true", "false"]],
  ["connection:\n  credential: ▮", ["corp-admin"]],
  ["rollout:\n  ▮", ROLLOUT],
  ["rollout:\n  batches: [▮]", ["5", "10%", "rest"]],
  ["rollout:\n  batches:\n    - ▮", ["5", "10%", "rest"]],
  ["rollout:\n  logons: ▮", ["50/s", "unlimited"]],
  ["rollout:\n  max-failed: ▮", ["5%"]],
  ["rollout:\n  max-unreachable: ▮", ["60%"]],
  ["rollout:\n  retry-unreachable: ▮", ["30m"]],
  ["rollout:\n  success: ▮", ["100%"]],
  ["rollout:\n  window:\n    ▮", ["days", "from", "to", "zone"]],
  ["rollout:\n  window:\n    from: ▮", ['"22:00"']],
  ["rollout:\n  window:\n    to: ▮", ['"04:00"']],
  ["rollout:\n  window:\n    zone: ▮", ["Europe/Berlin"]],
  ["rollout:\n  window:\n    days: [▮]", DAYS],
  ["rollout:\n  window: { days: [mon, ▮] }", DAYS],
  ["rollout:\n  concurrency: ▮", ["100"]],
  ["rollout:\n  rate: ▮", ["100/min", "unlimited"]],
  ["rollout:\n  in-flight: ▮", ["1000", "unlimited"]],
  [step("▮"), [...KINDS, ...OPTIONS]],
  [step("re▮"), [...KINDS, ...OPTIONS]],
  [step("reset-hw-cache:\n  - ▮"), [...KINDS, ...OPTIONS]],
  [step("reset-hw-cache: ▮"), ["(nothing)"]],
  [step("force-inventory: [▮]"), INVENTORIES],
  [step("force-inventory: [hardware, ▮]"), INVENTORIES],
  [step("force-inventory:\n      - ▮"), INVENTORIES],
  [step("force-inventory: [hardware]\n    ▮"), [...KINDS.filter((key) => key !== "force-inventory"), ...OPTIONS]],
  [step("force-inventory: [hardware]\n    on-error: ▮"), ["stop", "continue"]],
  [step("force-inventory: [hardware]\n    timeout: ▮"), ["30s"]],
  [step("force-inventory: [hardware]\n    retries: ▮"), ["2"]],
  [step("wait: ▮"), WAITS],
  [step("wait:\n      ▮"), [...WAITS, "for", "at", "timeout", "query", "namespace", "until"]],
  [step("wait:\n      for: [hardware]\n      ▮"), ["at", "timeout"]],
  [step("wait:\n      query: select a from b\n      ▮"), ["namespace", "until", "timeout"]],
  [step("wait:\n      query: select a from b\n      until: ▮"), ["gone", "found"]],
  [step("wait:\n      for:\n        - ▮"), INVENTORIES],
  [step("wait: { for: [▮] }"), INVENTORIES],
  [step("trigger: ▮"), TRIGGERS],
  [step("trigger: [▮]"), TRIGGERS],
  [step("trigger:\n      - ▮"), TRIGGERS],
  ["▮", TARGETS, "targets"],
  ["hosts:\n  - ▮", HOST, "targets"],
];

describe.skipIf(!serverInstalled)("an editor offers", () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await LanguageServer.start();
  });
  afterAll(() => server.stop());
  const offersAt = async (marked: string, schema?: SchemaName) => {
    const { text, position } = atCursor(underSchema(marked, schema));
    return { text, position, offers: await server.complete(text, position) };
  };

  it.each(PLACES)("at %j exactly what belongs there: %j", async (marked, labels, schema) => {
    const { offers } = await offersAt(marked, schema);
    expect(offers.map(({ label }) => label).sort()).toEqual([...labels].sort());
  });

  it.each(PLACES)("at %j nothing without an explanation", async (marked, _, schema) => {
    const { offers } = await offersAt(marked, schema);
    for (const offer of offers)
      expect([offer.label, documentationOf(offer)]).toEqual([offer.label, expect.stringMatching(/\.$/)]);
  });

  it.each(PLACES)("at %j only what leaves the text YAML, and no word at a wrong depth", async (marked, _, schema) => {
    const { text, position, offers } = await offersAt(marked, schema);
    for (const offer of offers) {
      const after = taken(text, position, offer);
      expect([after, parseDocument(after).errors]).toEqual([after, []]);
      const misplaced = checkText(createSource("x", after)).filter(({ code }) => ["INV111", "INV142"].includes(code));
      expect([after, schema === "targets" ? [] : misplaced]).toEqual([after, []]);
    }
  });

  it.each(stepKinds.filter(({ input }) => (input as { type?: string }).type === "null"))(
    "$key with its colon and nothing behind it",
    async ({ key }) => {
      const { text, position, offers } = await offersAt(step("▮"));
      const offer = offers.find(({ label }) => label === key);
      expect(offer && taken(text, position, offer).trimEnd()).toBe(`${text.trimEnd()} ${key}:`);
    },
  );

  it("waits that are right as they stand, behind a force", async () => {
    const { text, position, offers } = await offersAt(step("force-inventory: [hardware]\n  - wait: ▮"));
    for (const offer of offers) {
      const diagnostics = checkText(createSource("x", taken(text, position, offer)));
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });
});
