import { afterEach, describe, expect, it } from "vitest";
import { findCollection, membersOf } from "../../src/adminservice/collections.ts";
import { computersById, computersByName } from "../../src/adminservice/computers.ts";
import { lastScans } from "../../src/adminservice/scans.ts";
import type { Fleet } from "../../src/sim/fleet.ts";
import { fleetWithSite, limits, serviceOf } from "./site-side.ts";

let fleet: Fleet;
afterEach(() => fleet.close());

describe.each([
  ["without quirks", {}],
  ["that knows no filter by a text", { noTextEquality: true }],
  ["of short pages", { mostRows: 250 }],
  ["that links to its next pages", { mostRows: 300, links: true }],
  ["that spells it ResourceId", { idSpelling: "ResourceId" as const }],
])("a site %s", (_name, quirks) => {
  it("gives every member of a collection once, by id and by name", async () => {
    fleet = await fleetWithSite(20, { members: 2_345, quirks });
    const service = serviceOf(fleet);
    for (const wanted of ["P0100012", "laptops berlin"]) {
      const { found } = await findCollection(service, wanted, limits);
      expect(found).toEqual([{ id: "P0100012", name: "Laptops Berlin", members: 2_345, ofDevices: true }]);
    }
    const members = await membersOf(service, "P0100012", limits);
    expect(members?.size).toBe(2_345);
    const ids = [...(members?.values() ?? [])].map(({ resourceId }) => resourceId);
    const computers = await computersById(service, ids, limits);
    expect(computers.size).toBe(2_345);
    const expected = fleet.truth().site?.computers ?? [];
    for (const { name, resourceId } of expected) expect(computers.get(resourceId)?.fullNames).toContain(name);
    service.close();
  });

  it("finds computers by name and their last scans as the truth has them", async () => {
    fleet = await fleetWithSite(45, { members: 300, quirks });
    const service = serviceOf(fleet);
    const truth = fleet.truth().site?.computers ?? [];
    const found = await computersByName(
      service,
      truth.map(({ name }) => name),
      limits,
    );
    const first = found.get("sim-0001") ?? [];
    expect(first.map(({ current }) => current).sort()).toEqual([false, true]);
    expect([...found.keys()]).toHaveLength(45);
    const scans = await lastScans(
      service,
      truth.map(({ resourceId }) => resourceId),
      limits,
    );
    for (const { resourceId, lastHardwareScan } of truth)
      expect(scans.get(resourceId)?.hardware).toBe(lastHardwareScan === null ? null : Date.parse(lastHardwareScan));
    service.close();
  });
});

describe("a logon at the site", () => {
  it("is made once for all questions, and a wrong password costs one", async () => {
    fleet = await fleetWithSite(1, { members: 2_000, quirks: { mostRows: 100 } });
    const service = serviceOf(fleet);
    expect((await membersOf(service, "P0100012", limits))?.size).toBe(2_000);
    service.close();
    expect(fleet.truth().site).toMatchObject({ logons: 1, refused: 0 });
    const wrong = serviceOf(fleet, "not it");
    await expect(membersOf(wrong, "P0100012", limits)).rejects.toMatchObject({ code: "INV619" });
    expect(fleet.truth().site).toMatchObject({ logons: 1, refused: 1 });
    wrong.close();
  });
});
