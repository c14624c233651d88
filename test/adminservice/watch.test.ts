import { afterEach, describe, expect, it } from "vitest";
import { SiteWatch } from "../../src/adminservice/watch.ts";
import { systemClock } from "../../src/base/clock.ts";
import type { Fleet } from "../../src/sim/fleet.ts";
import { fleetWithSite, limits, scriptedService, serviceOf } from "./site-side.ts";

const look = { ...limits, anew: false } as const;
const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function watched(clients: number): Promise<{ fleet: Fleet; watch: SiteWatch }> {
  const fleet = await fleetWithSite(clients);
  const watch = new SiteWatch({ service: serviceOf(fleet), clock: systemClock });
  ended.push(fleet.close, () => watch.close());
  return { fleet, watch };
}

describe("a watch on the site", () => {
  it("asks for all who look in the same moment together, and tells each what the truth is", async () => {
    const { fleet, watch } = await watched(200);
    const { computers = [] } = fleet.truth().site ?? {};
    const told = await Promise.all(computers.map(({ name }) => watch.reportsOf(name).lastReport("hardware", look)));
    const dates = computers.map(({ lastHardwareScan }) => lastHardwareScan);
    expect(told).toEqual(dates);
    // Names and dates, twenty of each at a time, and a logon.
    const { requests = 0 } = fleet.truth().site ?? {};
    expect(requests).toBeLessThanOrEqual(2 * (200 / 20) + 3);
    await Promise.all(computers.map(({ name }) => watch.reportsOf(name).lastReport("software", look)));
    expect(fleet.truth().site?.requests).toBe(requests);
    await watch.reportsOf(computers[0]?.name ?? "").lastReport("software", { ...look, anew: true });
    expect(fleet.truth().site?.requests).toBe(requests + 1);
  });

  it("knows no computer that is none of the site's, INV831, and asks for it once", async () => {
    const { fleet, watch } = await watched(1);
    const asked = () => watch.reportsOf("pc-9.elsewhere.example").lastReport("hardware", look);
    await expect(asked()).rejects.toMatchObject({ code: "INV831" });
    const { requests } = fleet.truth().site ?? {};
    await expect(asked()).rejects.toMatchObject({ code: "INV831" });
    expect(fleet.truth().site?.requests).toBe(requests);
    // Of the same first label, and of another domain.
    const namesake = watch.reportsOf("sim-0001.elsewhere.example").lastReport("hardware", look);
    await expect(namesake).rejects.toMatchObject({ code: "INV831" });
    await expect(watch.reportsOf("retired.fleet.example").lastReport("hardware", look)).rejects.toMatchObject({
      code: "INV831",
    });
  });

  it("does not choose between two clients of one short name: INV832", async () => {
    const system = (ResourceId: number, domain: string) => ({
      ResourceId,
      Name: "PC-1",
      ResourceNames: [`pc-1.${domain}.example`],
      Client: 1,
      Obsolete: 0,
    });
    const systems = { value: [system(1, "a"), system(2, "b")] };
    const scan = { value: [{ ResourceID: 2, LastHardwareScan: "2026-11-20T09:00:00Z" }] };
    const { service } = scriptedService([systems, systems, scan]);
    const watch = new SiteWatch({ service, clock: systemClock });
    await expect(watch.reportsOf("pc-1").lastReport("hardware", look)).rejects.toMatchObject({ code: "INV832" });
    expect(await watch.reportsOf("PC-1.b.example").lastReport("hardware", look)).toBe("2026-11-20T09:00:00Z");
  });

  it("says that the site is away, as something that may pass", async () => {
    const { fleet, watch } = await watched(1);
    await fleet.close();
    const away = watch.reportsOf("sim-0001.fleet.example").lastReport("hardware", look);
    await expect(away).rejects.toMatchObject({ code: "INV618", retryable: true, state: "failed" });
  });
});
