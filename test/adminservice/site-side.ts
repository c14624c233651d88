import { readFileSync } from "node:fs";
import { AdminService, doorstepOf } from "../../src/adminservice/service.ts";
import { systemClock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { WebService } from "../../src/net/web.ts";
import type { SimSiteOptions } from "../../src/sim/adminservice/start.ts";
import { type Fleet, startFleet } from "../../src/sim/fleet.ts";
import { openGate } from "../net/caller-side.ts";

export const limits = { signal: new AbortController().signal, timeoutMs: 120_000 } as const;

/** A fleet with a site beside it. */
export function fleetWithSite(clients: number, adminService: SimSiteOptions = {}, seed = 1): Promise<Fleet> {
  const weather = "fair" as const;
  return startFleet({ clients, port: 0, seed, weather, tls: false, allowUnencrypted: false, adminService });
}

/** The product's own client of a fleet's site. */
export function serviceOf(fleet: Fleet, password = fleet.password): AdminService {
  if (fleet.adminService === null) throw new Error("the fleet has no site");
  const base = new URL(fleet.adminService.service);
  const web = new WebService({
    host: base.hostname,
    port: Number(base.port),
    ca: [readFileSync(fleet.adminService.ca, "utf8")],
    auth: "negotiate",
    credential: { kind: "password", name: "corp-admin", username: fleet.username, password: new Secret(password) },
    gate: openGate("alone"),
    connectTimeoutMs: 30_000,
    doorstep: doorstepOf(base),
  });
  return new AdminService({ base, web, clock: systemClock });
}

/** A service that gives these documents, or statuses, one after the other; the paths that it was asked for. */
export function scriptedService(
  answers: readonly (object | number | string)[],
  base = "https://sms.corp.example/AdminService",
): { readonly service: AdminService; readonly paths: string[] } {
  const paths: string[] = [];
  const get = async (path: string) => {
    const answer = answers[paths.push(path) - 1];
    const date = Date.parse("2026-11-21T12:00:00Z");
    const common = { contentType: "application/json", date };
    if (answer === undefined) throw new Error(`nothing more is scripted, and ${path} was asked for`);
    if (typeof answer === "number") return { ...common, status: answer, body: Buffer.alloc(0) };
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    return { ...common, status: 200, body: Buffer.from(text) };
  };
  const clock = { ...systemClock, sleep: async () => {} };
  return { service: new AdminService({ base: new URL(base), web: { get, close: () => {} }, clock }), paths };
}
