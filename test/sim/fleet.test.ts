import { existsSync } from "node:fs";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { AvId, avText } from "../../src/net/auth/av-pairs.ts";
import { startFleet } from "../../src/sim/fleet.ts";
import type { KindName } from "../../src/sim/kinds.ts";
import type { TruthClient, TruthDocument } from "../../src/sim/truth.ts";
import { Caller, deleteRow, HARDWARE, readRow, trigger } from "./caller.ts";
import { callerOf, callers, ended, fleet, raw, truthOf } from "./rough-fleet.ts";

describe("a fleet", () => {
  it("gives healthy clients one port and unreachable ones a port each", () => {
    const { clients } = fleet.truth();
    const ports = (kinds: readonly KindName[]) =>
      clients.filter(({ kind }) => kinds.includes(kind)).map(({ port }) => port);
    expect(new Set(ports(["healthy", "stuck", "wrong-address"]))).toEqual(new Set([fleet.port]));
    const own = ports(["offline", "silent"]);
    expect(own.length).toBeGreaterThan(2);
    expect(new Set(own).size).toBe(own.length);
    expect(own).not.toContain(fleet.port);
  });

  it("says over HTTP what is true, and what was done in order", async () => {
    const name = fleet.targets[0]?.name as string;
    const caller = new Caller(fleet, name);
    callers.push(caller);
    await caller.logOn();
    for (const request of [readRow(), deleteRow(), deleteRow(), trigger(), trigger()]) await caller.sealed(request);
    const answer = await fetch(fleet.truthUrl);
    const truth = (await answer.json()) as TruthDocument;
    expect([truth.weather, truth.seed, truth.clients.length]).toEqual(["rough", 2, 120]);
    const client = truth.clients[0] as TruthClient;
    expect([client.name, client.kind, client.expected.state]).toEqual([name, "healthy", "succeeded"]);
    const deeds = client.deeds.filter(({ deed }) => deed !== "request").map(({ deed, result }) => [deed, result]);
    expect(deeds).toEqual([
      ["connection", undefined],
      ["logon", undefined],
      ["read", "done"],
      ["delete", "done"],
      ["delete", "absent"],
      ["fault", "notFound"],
      ["trigger", "queued"],
      ["trigger", "dropped"],
    ]);
    expect(client.counts).toMatchObject({ connection: 1, request: 7, logon: 1 });
    expect(client.busy).toEqual([HARDWARE]);
    expect(client.rows.map(({ id }) => id)).not.toContain(HARDWARE);
  });

  it("takes the names it is given", async () => {
    const names = ["kiosk-7", "pc-1.corp.example", "10.0.0.7"];
    const own = await startFleet({
      clients: 3,
      names,
      port: 0,
      seed: 1,
      weather: "fair",
      tls: false,
      allowUnencrypted: false,
      password: "given",
    });
    expect(own.targets.map(({ name }) => name)).toEqual(names);
    expect(own.password).toBe("given");
    const caller = new Caller(own, "kiosk-7");
    const { message } = await caller.challenge();
    expect(avText(message.targetInfo, AvId.dnsComputerName)).toBe("kiosk-7.fleet.example");
    caller.close();
    await own.close();
  });

  it("rejects where the port is taken", async () => {
    const again = startFleet({
      clients: 1,
      port: fleet.port,
      seed: 1,
      weather: "fair",
      tls: true,
      allowUnencrypted: false,
    });
    await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("leaves nothing behind", async () => {
    const own = await startFleet({
      clients: 9,
      port: 0,
      seed: 1,
      weather: "mixed",
      tls: true,
      allowUnencrypted: false,
    });
    const ca = own.ca as string;
    expect(existsSync(ca)).toBe(true);
    await own.close();
    expect(existsSync(ca)).toBe(false);
    await expect(reach(own.port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("trouble of a client", () => {
  it("offline: the connection is refused", async () => {
    await expect(reach(truthOf("offline").port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("silent: the connection stands and nothing is said", async () => {
    const socket = await reach(truthOf("silent").port);
    const heard: Buffer[] = [];
    socket.on("data", (chunk) => heard.push(chunk));
    socket.write("POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).toEqual([]);
    socket.destroy();
  });

  it("wrong-address: the challenge names another computer", async () => {
    const { message } = await (await callerOf("wrong-address", { logOn: false })).challenge();
    const own = truthOf("wrong-address").name;
    expect(avText(message.targetInfo, AvId.dnsComputerName)).toBe(`other-${own}`);
  });

  it("password-refused: the right password is a bare 401", async () => {
    const answer = await (await callerOf("password-refused", { logOn: false })).logOn();
    expect([answer.status, answer.headers.connection]).toEqual([401, "close"]);
    expect(truthOf("password-refused").counts.refused).toBe(1);
  });

  it("drops-connections: the third answer of a connection is its last, and says so", async () => {
    const caller = await callerOf("drops-connections");
    expect((await raw(caller, readRow())).headers.connection).toBe("close");
    await caller.logOn();
    expect((await caller.sealed(readRow())).status).toBe(200);
    expect(truthOf("drops-connections").counts.connection).toBe(2);
  });

  it("drops-idle: a connection that nothing is asked over ends", async () => {
    const caller = await callerOf("drops-idle");
    const seals = caller.sealing;
    await ended(caller);
    await caller.challenge();
    expect(seals).not.toBeNull();
    expect(truthOf("drops-idle").counts).toMatchObject({ connection: 2, logon: 1 });
  });
});

function reach(port: number): Promise<import("node:net").Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port }, () => resolve(socket));
    socket.on("error", reject);
  });
}
