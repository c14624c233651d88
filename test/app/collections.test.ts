import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askCollections } from "../../src/app/collections.ts";
import { type ConfigPlaces, readConfiguration } from "../../src/app/config.ts";
import { Credentials } from "../../src/app/credentials.ts";
import { SiteInquiry } from "../../src/app/site.ts";
import { narrowStale } from "../../src/app/stale.ts";
import { systemClock } from "../../src/base/clock.ts";
import { NO_CONFIG, parseConfig } from "../../src/config/parse.ts";
import type { ConfiguredSite } from "../../src/config/site.ts";
import { createSource } from "../../src/model/source.ts";
import type { SimSiteOptions } from "../../src/sim/adminservice/start.ts";
import type { Fleet } from "../../src/sim/fleet.ts";
import { fleetWithSite } from "../adminservice/site-side.ts";

let folder: string;
let fleet: Fleet;
const inquiries: SiteInquiry[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-site-"));
});

afterEach(async () => {
  for (const inquiry of inquiries.splice(0)) await inquiry.close();
  await fleet?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A fleet with a site, and a user who has configured it so. */
async function site(options: SimSiteOptions & { readonly clients?: number }, more = "", password?: string) {
  fleet = await fleetWithSite(options.clients ?? 10, options);
  return inquiryOf(
    `site:\n  service: ${fleet.adminService?.service}\n  ca: ${fleet.adminService?.ca}\n${more}`,
    password,
  );
}

async function inquiryOf(text: string, password = fleet.password): Promise<SiteInquiry> {
  const user = join(folder, "config.yml");
  await writeFile(user, text);
  const places: ConfigPlaces = { user, project: folder };
  const env = { INVRUN_USERNAME: fleet.username, INVRUN_PASSWORD: password };
  const credentials = new Credentials({ env, configuration: await readConfiguration(false, places) });
  const inquiry = new SiteInquiry(credentials, systemClock);
  inquiries.push(inquiry);
  return inquiry;
}

async function list(inquiry: SiteInquiry, name: string, excludes = false) {
  const source = createSource("runbook.yml", `collections: [${name}]`);
  const from = source.text.indexOf("[") + 1;
  const entry = { kind: "collection", name, from, to: from + name.length } as const;
  const { selection, diagnostics } = await askCollections(inquiry)(entry, { source, excludes });
  return { names: selection?.hosts.map((host) => host.name) ?? null, diagnostics };
}

describe("a collection", () => {
  it("gives its active clients by their full names, and of an obsolete twin nothing", async () => {
    const { names, diagnostics } = await list(await site({ clients: 5 }), "Simulated clients");
    expect(names).toEqual(fleet.targets.map(({ name }) => name));
    expect(diagnostics).toEqual([]);
  });

  it("that is taken away gives everybody by every name", async () => {
    const { names } = await list(await site({ clients: 2 }, "  dns-suffix: fleet.example\n"), "P0100010", true);
    for (const name of ["sim-0001.fleet.example", "SIM-0001", "retired.fleet.example", "inactive.fleet.example"])
      expect(names).toContain(name);
  });

  it("of 20,000 members gives 20,000 names over one logon", async () => {
    const { names } = await list(await site({ clients: 3, members: 20_000, quirks: { mostRows: 400 } }), "P0100012");
    expect(new Set(names).size).toBe(20_000);
    expect(fleet.truth().site?.logons).toBe(1);
  }, 120_000);

  it("that is unknown is told at its place, with the nearest name", async () => {
    const { names, diagnostics } = await list(await site({}), "Laptop Berlin");
    expect(names).toBeNull();
    const at = { from: 14, to: 27 };
    expect(diagnostics).toMatchObject([
      { code: "INV246", severity: "error", hint: "Is `Laptops Berlin` meant?", ...at },
    ]);
  });

  it("of users is none that can be meant", async () => {
    expect((await list(await site({}), "People of Berlin")).diagnostics).toMatchObject([{ code: "INV248" }]);
  });

  it("that holds everything, or servers, is refused unless the configuration allows it", async () => {
    const strict = await site({});
    await expect(list(strict, "All Systems")).rejects.toMatchObject({ code: "INV377", exit: 5 });
    await expect(list(strict, "SMSDM003")).rejects.toMatchObject({ code: "INV377" });
    await expect(list(strict, "Servers and clients")).rejects.toMatchObject({ code: "INV378", exit: 5 });
    expect((await list(strict, "All Systems", true)).names).toContain("SRV-01");
    const { service, ca } = fleet.adminService ?? {};
    const text = `site:\n  service: ${service}\n  ca: ${ca}\n  allow: [servers, all-systems]\n`;
    expect((await list(await inquiryOf(text), "All Systems")).names).toContain("srv-01.fleet.example");
  });

  it("whose members the role cannot see is refused, and what is seen in part is never taken away in part", async () => {
    await expect(list(await site({}), "Out of scope")).rejects.toMatchObject({ code: "INV376", exit: 5 });
    await fleet.close();
    await expect(list(await site({ quirks: { hidden: true } }), "Laptops Berlin")).rejects.toMatchObject({
      code: "INV376",
    });
  });

  it("that is seen in part gives a warning, or is refused where it is to be taken away", async () => {
    const inquiry = await site({ clients: 10 });
    const { names, diagnostics } = await list(inquiry, "Half in scope");
    expect(names).toHaveLength(5);
    expect(diagnostics).toMatchObject([{ code: "INV247", severity: "warning" }]);
    await expect(list(inquiry, "Half in scope", true)).rejects.toMatchObject({ code: "INV380", exit: 5 });
  });

  it("with names that no list could hold gives the others: a range in a record is no range", async () => {
    const { names, diagnostics } = await list(await site({}), "Odd names");
    expect(names).toEqual(["sim-0001.fleet.example"]);
    expect(diagnostics).toMatchObject([{ code: "INV249", severity: "warning" }]);
    expect(diagnostics[0]?.message).not.toContain("\n");
  });

  it("of a site that a project names gets no credential of the user's that is not for its server", async () => {
    fleet = await fleetWithSite(1);
    const { service, ca } = fleet.adminService ?? {};
    const project = {
      owner: "project",
      path: "x",
      folder: folder,
      source: createSource("x", ""),
      config: NO_CONFIG,
    } as const;
    const named = (patterns: string) =>
      `credentials:\n  corp: { username: operator, password: { env: CORP }, for: ["${patterns}"] }\n`;
    for (const [pattern, code] of [
      ["*.corp.example", "INV381"],
      ["localhost", null],
    ] as const) {
      const user = join(folder, "config.yml");
      await writeFile(user, named(pattern));
      const own = await readConfiguration(false, { user, project: folder });
      const text = createSource("p", `site: { service: "${service}", ca: "${ca}", credential: corp }`);
      const theirs = parseConfig(text).config?.site as ConfiguredSite;
      const configuration = { ...own, site: { ...theirs, file: project } };
      const credentials = new Credentials({ env: { CORP: fleet.password }, configuration });
      const inquiry = new SiteInquiry(credentials, systemClock);
      inquiries.push(inquiry);
      if (code === null) expect((await list(inquiry, "P0100010")).names).toHaveLength(1);
      else await expect(list(inquiry, "P0100010")).rejects.toMatchObject({ code, exit: 5 });
    }
  });

  it("of a site that is another than configured is refused, and so is one with a wrong password, at one logon", async () => {
    const other = await site({}, "  code: P02\n");
    await expect(list(other, "P0100010")).rejects.toMatchObject({ code: "INV379", message: /is the site P01/ });
    await fleet.close();
    const wrong = await site({}, "  code: P01\n", "not it");
    await expect(list(wrong, "P0100010")).rejects.toMatchObject({ code: "INV379" });
    await expect(list(wrong, "P0100010")).rejects.toMatchObject({ code: "INV379" });
    expect(fleet.truth().site).toMatchObject({ logons: 0, refused: 1 });
  });

  it("cannot be asked for where no site is configured", async () => {
    fleet = await fleetWithSite(1);
    const none = await inquiryOf("policy: { plan-above: 5 }\n");
    await expect(list(none, "P0100010")).rejects.toMatchObject({ code: "INV375", exit: 5 });
  });
});

describe("narrowing by age", () => {
  it("keeps who has not reported for so long by the site's clock, and tells those whom the site does not know", async () => {
    const inquiry = await site({ clients: 30 });
    const names = [...fleet.targets.map(({ name }) => name), "pc-9.elsewhere.example", "fill-1.fleet.example"];
    const days = 4;
    const narrowed = await narrowStale(inquiry, names, { hardwareMs: days * 86_400_000, softwareMs: null });
    const old = (fleet.truth().site?.computers ?? []).filter(
      ({ lastHardwareScan }) => Date.now() - Date.parse(lastHardwareScan ?? "1970-01-01") >= days * 86_400_000,
    );
    expect(narrowed.stale).toEqual(old.map(({ name }) => name));
    expect(narrowed.fresh).toHaveLength(30 - old.length);
    expect(old.length).toBeGreaterThan(0);
    expect(narrowed.unknown).toEqual(["pc-9.elsewhere.example", "fill-1.fleet.example"]);
  });
});
