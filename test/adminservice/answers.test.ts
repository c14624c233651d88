import { describe, expect, it } from "vitest";
import { findCollection, membersOf } from "../../src/adminservice/collections.ts";
import { computersById } from "../../src/adminservice/computers.ts";
import { readPage } from "../../src/adminservice/document.ts";
import { lastScans } from "../../src/adminservice/scans.ts";
import { limits, scriptedService } from "./site-side.ts";

/** Written by hand after memdocs, develop/adminservice/usage: its output of SMS_Site, in JSON. */
function answer(of: string, ...value: readonly object[]): object {
  return { "@odata.context": `https://sms.corp.example/AdminService/wmi/$metadata#${of}`, value };
}

const collection = {
  "@odata.etag": "FC1",
  __LAZYPROPERTIES: ["CollectionRules"],
  CollectionID: "P0100012",
  Name: "Laptops Berlin",
  MemberCount: 3,
  CollectionType: 2,
};
const member = (ResourceID: number, more: object = {}) => ({
  "@odata.etag": "FC1",
  CollectionID: "P0100012",
  ResourceID,
  Name: `PC-${ResourceID}`,
  ClientType: 1,
  IsClient: true,
  IsActive: true,
  IsObsolete: false,
  IsDecommissioned: false,
  ...more,
});

describe("questions", () => {
  it("are filters and keys as OData 4.01, Part 2 has them, of selected properties alone", async () => {
    const { service, paths } = scriptedService([answer("SMS_Collection", { ...collection, Name: "Anna's 100% & Co" })]);
    const { found } = await findCollection(service, "Anna's 100% & Co", limits);
    expect(found.map(({ id }) => id)).toEqual(["P0100012"]);
    expect(paths).toEqual([
      "/AdminService/wmi/SMS_Collection?$filter=Name%20eq%20'Anna''s%20100%25%20%26%20Co'&$select=CollectionID,Name,MemberCount,CollectionType&$top=1000",
    ]);
  });

  it("ask for an id by its key, and take the answer as an array or as the object itself", async () => {
    for (const keyed of [answer("SMS_Collection", collection), { ...collection, "@odata.context": "x" }]) {
      const { service, paths } = scriptedService([keyed]);
      expect((await findCollection(service, "p0100012", limits)).found).toHaveLength(1);
      expect(paths[0]).toMatch(/^\/AdminService\/wmi\/SMS_Collection\('P0100012'\)\?/);
    }
  });

  it("fall back to endswith, and to reading all collections, where a filter by a text is answered with 404", async () => {
    const all = answer("SMS_Collection", { ...collection, CollectionID: "SMS00001", Name: "All Systems" }, collection);
    const named = scriptedService([404, all]);
    expect((await findCollection(named.service, "Laptops Berlin", limits)).found).toHaveLength(1);
    const members = scriptedService([404, answer("SMS_FullCollectionMembership", member(1))]);
    expect((await membersOf(members.service, "P0100012", limits))?.size).toBe(1);
    expect(decodeURIComponent(members.paths[1] as string)).toContain("endswith(CollectionID,'P0100012') eq true");
  });

  it("ask for twenty computers at a time, and for two thousand and more by reading all", async () => {
    const ids = Array.from({ length: 45 }, (_, index) => 100 + index);
    const few = scriptedService([answer("SMS_R_System"), answer("SMS_R_System"), answer("SMS_R_System")]);
    await computersById(few.service, ids, limits);
    expect(few.paths.map((path) => path.split("%20or%20").length)).toEqual([20, 20, 5]);
    const many = scriptedService([answer("SMS_CombinedDeviceResources")]);
    await lastScans(
      many.service,
      Array.from({ length: 2_001 }, (_, index) => index),
      limits,
    );
    expect(many.paths).toHaveLength(1);
    expect(many.paths[0]).not.toContain("filter");
  });
});

describe("members", () => {
  it("are active only with a client in use: the flags of SMS_FullCollectionMembership", async () => {
    const { service } = scriptedService([
      answer(
        "SMS_FullCollectionMembership",
        member(1),
        member(2, { IsClient: false }),
        member(3, { IsObsolete: true }),
        member(4, { IsDecommissioned: 1 }),
        member(5, { ClientType: 3 }),
        member(6, { IsActive: false }),
        member(7, { IsActive: null, IsClient: 1 }),
        member(8, { CollectionID: "P0100099" }),
        { ...member(0), ResourceID: undefined, ResourceId: 9 },
        { ...member(0), ResourceID: "10" },
      ),
    ]);
    const members = [...((await membersOf(service, "P0100012", limits))?.values() ?? [])];
    expect(members.filter(({ active }) => active).map(({ resourceId }) => resourceId)).toEqual([1, 7, 9]);
    expect(members.filter(({ active }) => !active).map(({ resourceId }) => resourceId)).toEqual([2, 3, 4, 5, 6]);
  });
});

describe("the last scans", () => {
  it("are dates in xs:dateTime with a zone, or in UTC without one; anything else is none", async () => {
    const scans: readonly unknown[] = [
      "2026-11-20T09:00:00Z",
      "2026-11-20T10:00:00+01:00",
      "2026-11-20T09:00:00",
      null,
      "20261120090000.000000+000",
      1_795_000_000,
      "2026-11-31T25:00:00Z",
    ];
    const rows = scans.map((LastHardwareScan, index) => ({ ResourceID: index, LastHardwareScan }));
    const { service } = scriptedService([answer("SMS_CombinedDeviceResources", ...rows)]);
    const found = await lastScans(service, [0, 1, 2, 3, 4, 5, 6], limits);
    const at = Date.parse("2026-11-20T09:00:00Z");
    expect([0, 1, 2, 3, 4, 5, 6].map((id) => found.get(id)?.hardware)).toEqual([at, at, at, null, null, null, null]);
  });
});

describe("statuses", () => {
  it.each([
    [400, "INV612"],
    [403, "INV611"],
    [302, "INV610"],
    [418, "INV610"],
  ])("%i is %s, at once", async (status, code) => {
    const { service, paths } = scriptedService([status]);
    await expect(findCollection(service, "Laptops Berlin", limits)).rejects.toMatchObject({ code });
    expect(paths).toHaveLength(1);
  });

  it.each([
    [429, "INV613"],
    [503, "INV613"],
    [500, "INV614"],
  ])("%i is asked again twice, then it is %s", async (status, code) => {
    const { service, paths } = scriptedService([status, status, status]);
    await expect(findCollection(service, "Laptops Berlin", limits)).rejects.toMatchObject({ code, retryable: true });
    expect(paths).toHaveLength(3);
    const passing = scriptedService([status, answer("SMS_Collection", collection)]);
    expect((await findCollection(passing.service, "Laptops Berlin", limits)).found).toHaveLength(1);
  });
});

describe("hostile answers", () => {
  it.each([
    ["no JSON", "<html>"],
    ["a list", "[]"],
    ["a value that is no list", '{"value":{"a":1}}'],
    ["a list of texts", '{"value":["a"]}'],
    ["deep nesting", `{"value":[${'{"a":'.repeat(40)}1${"}".repeat(40)}]}`],
    ["nesting without an end", "[".repeat(2_000_000)],
  ])("%s is INV615", async (_what, text) => {
    const { service } = scriptedService([text]);
    await expect(findCollection(service, "Laptops Berlin", limits)).rejects.toMatchObject({ code: "INV615" });
  });

  it("brackets within texts are no nesting, and names of the language's own are names like any other", () => {
    const body = JSON.stringify({ value: [{ Name: `${"[{".repeat(50)}\\"`, __proto__: 1 }] });
    expect(readPage(Buffer.from(`\uFEFF${body}`), "sms").rows).toHaveLength(1);
    const row = readPage(Buffer.from('{"value":[{"__proto__":{"IsClient":true}}]}'), "sms").rows[0] as object;
    expect(Object.keys(row)).toEqual(["__proto__"]);
    expect("IsClient" in row).toBe(false);
  });

  it.each([
    ["another host", "https://evil.example/AdminService/wmi/SMS_Collection?$skip=1"],
    ["another port", "https://sms.corp.example:8443/AdminService/wmi/SMS_Collection?$skip=1"],
    ["plain HTTP", "http://sms.corp.example/AdminService/wmi/SMS_Collection?$skip=1"],
    ["another place there", "/other/SMS_Collection?$skip=1"],
    ["out of the service", "https://sms.corp.example/AdminService/../x"],
    ["no address", "https://["],
  ])("a next page at %s is not asked for: INV616", async (_where, link) => {
    const { service, paths } = scriptedService([{ value: [collection], "@odata.nextLink": link }]);
    await expect(findCollection(service, "Nobody", limits)).rejects.toMatchObject({ code: "INV616" });
    expect(paths).toHaveLength(1);
  });

  it("a next page of the service is asked for, and one that comes to itself is INV616", async () => {
    const link = "https://sms.corp.example/AdminService/wmi/SMS_FullCollectionMembership?$skiptoken=7";
    const two = scriptedService([{ value: [member(1)], "@odata.nextLink": link }, answer("x", member(2))]);
    expect((await membersOf(two.service, "P0100012", limits))?.size).toBe(2);
    expect(two.paths[1]).toBe("/AdminService/wmi/SMS_FullCollectionMembership?$skiptoken=7");
    const round = scriptedService([
      { value: [member(1)], "@odata.nextLink": link },
      { value: [member(2)], "@odata.nextLink": link },
    ]);
    await expect(membersOf(round.service, "P0100012", limits)).rejects.toMatchObject({ code: "INV616" });
  });

  it("pages that ignore what is skipped: a full one again is INV616, everything at once is taken once", async () => {
    const page = answer("x", ...Array.from({ length: 1_000 }, (_, index) => member(index)));
    const again = scriptedService([page, page]);
    await expect(membersOf(again.service, "P0100012", limits)).rejects.toMatchObject({ code: "INV616" });
    const everything = answer("x", ...Array.from({ length: 1_234 }, (_, index) => member(index)));
    const all = scriptedService([everything, everything]);
    expect((await membersOf(all.service, "P0100012", limits))?.size).toBe(1_234);
  });
});
