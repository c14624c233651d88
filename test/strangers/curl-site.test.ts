import { execFile } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fleet } from "../../src/sim/fleet.ts";
import { fleetWithSite } from "../adminservice/site-side.ts";
import { curlNtlm } from "./presence.ts";

const { absent, name } = curlNtlm();

interface Got {
  readonly status: string;
  readonly rows: readonly Record<string, unknown>[];
}

/** curl, whose NTLM is its own: an independent client. */
function curl(fleet: Fleet, path: string, account = `${fleet.username}:${fleet.password}`): Promise<Got> {
  const { service = "", ca = "" } = fleet.adminService ?? {};
  const args = ["--silent", "--ntlm", "--user", account, "--cacert", ca, "--write-out", "\n%{http_code}"];
  return new Promise((resolve, reject) => {
    execFile("curl", [...args, `${service}${path}`], (error, out) => {
      if (error !== null) return reject(error);
      const end = out.lastIndexOf("\n");
      const text = out.slice(0, end);
      const value = text === "" ? [] : (JSON.parse(text) as { value: Got["rows"] }).value;
      resolve({ status: out.slice(end + 1), rows: value });
    });
  });
}

describe.skipIf(absent)(`the simulated administration service, asked by ${name}`, () => {
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = await fleetWithSite(3, { members: 30 });
  });
  afterEach(() => fleet.close());

  it("answers as the documentation of the service shows it: SMS_Site, a keyed device, collections by startswith", async () => {
    const site = await curl(fleet, "/wmi/SMS_Site");
    expect(site).toMatchObject({ status: "200", rows: [{ "@odata.etag": "FC1", SiteCode: "P01" }] });
    const named = await curl(fleet, "/wmi/SMS_Collection?$filter=startswith(Name,'All')%20eq%20true&$select=Name");
    expect(named.rows.map(({ Name }) => Name)).toEqual(["All Systems", "All Desktop and Server Clients"]);
    const { resourceId } = fleet.truth().site?.computers[0] ?? {};
    const device = await curl(fleet, `/wmi/SMS_R_System(${resourceId})`);
    expect(device.rows).toMatchObject([{ ResourceID: resourceId, Name: "SIM-0001" }]);
  });

  it("pages by $top and $skip, and doubles quotes in texts", async () => {
    const filter = "$filter=CollectionID%20eq%20'P0100012'&$select=Name";
    const first = await curl(fleet, `/wmi/SMS_FullCollectionMembership?${filter}&$top=20`);
    const rest = await curl(fleet, `/wmi/SMS_FullCollectionMembership?${filter}&$top=20&$skip=20`);
    expect([first.rows.length, rest.rows.length]).toEqual([20, 10]);
    const anna = await curl(fleet, "/wmi/SMS_Collection?$filter=Name%20eq%20'Anna''s%20laptops'");
    expect(anna.rows).toHaveLength(1);
  });

  it("refuses a wrong password, a class that is not there, a filter that is none", async () => {
    expect((await curl(fleet, "/wmi/SMS_Site", "operator:wrong")).status).toBe("401");
    expect((await curl(fleet, "/wmi/SMS_Nothing")).status).toBe("404");
    expect((await curl(fleet, "/elsewhere")).status).toBe("404");
    expect(fleet.truth().site?.refused).toBe(1);
  });

  it("takes a report in some time after the client sent it", async () => {
    const before = fleet.truth().site?.computers[0]?.lastHardwareScan;
    expect(before).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const row = fleet.truth().clients[0]?.rows.find(({ id }) => id.endsWith("01}"));
    expect(row?.lastReportDate?.replace(".000Z", "Z")).toBe(before);
  });
});
