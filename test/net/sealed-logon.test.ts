import { describe, expect, test } from "vitest";
import { AvId, type AvPair, avBytes, avFlags, avText } from "../../src/net/auth/av-pairs.ts";
import { faultOf, openGate, say, transportTo } from "./caller-side.ts";
import { type RawRequest, scriptedHost } from "./scripted-host.ts";
import { bare401, echo, greet, names, sealed, unsealed, willing } from "./windows-side.ts";

describe("a logon over plain HTTP", () => {
  test("alone takes three requests on one connection, and proves the credential before the message goes", async () => {
    const seen: (RawRequest | null)[] = [];
    const gate = openGate("alone");
    const host = await scriptedHost([
      async (caller) => {
        const { third, sealing } = await greet(caller);
        seen.push(third);
        caller.send({ status: 200 });
        const message = await caller.next();
        seen.push(message);
        caller.send(sealed(`${unsealed(message, sealing)}; the gate knows ${gate.told}`, sealing));
        await echo(caller, sealing);
      },
    ]);
    const transport = transportTo(host.port, { gate });
    const reply = await say(transport, "first");
    expect(reply.body.toString()).toBe("first; the gate knows alone accepted");
    expect(reply).toMatchObject({ status: 200, contentType: "application/soap+xml;charset=UTF-8" });
    expect((await say(transport, "second")).body.toString()).toBe("[second]");
    expect([transport.requests, host.connections]).toEqual([4, 1]);
    const [third, message] = seen;
    expect(third?.body.length).toBe(0);
    expect(third?.headers.get("content-length")).toBe("0");
    expect(message?.headers.has("authorization")).toBe(false);
    expect(gate.told).toEqual(["alone accepted"]);
    transport.close();
  });

  test("proven takes two, the sealed message travelling with the token", async () => {
    const gate = openGate("proven");
    const host = await scriptedHost([willing]);
    const transport = transportTo(host.port, { gate });
    expect((await say(transport, "first")).body.toString()).toBe("[first]");
    expect(transport.requests).toBe(2);
    expect(gate.told).toEqual(["proven accepted"]);
    transport.close();
  });

  test("sends the host's pairs back with a MIC and its own name, and no channel binding", async () => {
    const logons: unknown[] = [];
    const infos: AvPair[][] = [];
    const host = await scriptedHost([
      async (caller) => {
        const { logon, sealing } = await greet(caller);
        logons.push(logon);
        infos.push([...(logon?.targetInfo ?? [])]);
        caller.send({ status: 200 });
        await echo(caller, sealing);
      },
    ]);
    const transport = transportTo(host.port);
    await say(transport, "x");
    expect(logons).toMatchObject([{ user: "admin", domain: "CORP", mic: true }]);
    const info = infos[0] ?? [];
    expect(info.slice(0, names.length)).toEqual(names);
    expect(avFlags(info)).toBe(2);
    expect(avText(info, AvId.targetName)).toBe("HTTP/pc-001.corp.example");
    expect(avBytes(info, AvId.channelBindings)).toBeNull();
    transport.close();
  });

  test("a refused short form is tried once in the long one, on a new connection with a permit of its own", async () => {
    const gate = openGate("proven", "alone");
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        caller.send(bare401);
      },
      willing,
    ]);
    const transport = transportTo(host.port, { gate });
    expect((await say(transport, "first")).body.toString()).toBe("[first]");
    expect([transport.requests, host.connections]).toEqual([5, 2]);
    expect(gate.told).toEqual(["proven refused", "alone accepted"]);
    transport.close();
  });

  test("a host that refused the short form once is not asked to take it again: that might be one more wrong password", async () => {
    const gate = openGate("proven", "alone", "proven");
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        caller.send(bare401);
      },
      willing,
      willing,
    ]);
    const transport = transportTo(host.port, { gate });
    await say(transport, "first");
    transport.rest();
    expect((await say(transport, "second")).body.toString()).toBe("[second]");
    expect([transport.requests, host.connections]).toEqual([8, 3]);
    transport.close();
  });

  test("a refused long form is INV501, and nothing more is tried", async () => {
    const gate = openGate("alone");
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        caller.send(bare401);
      },
    ]);
    const transport = transportTo(host.port, { gate });
    expect(await faultOf(say(transport, "x", { repeatable: true }))).toMatchObject({
      code: "INV501",
      delivered: "no",
      retryable: false,
      message: "pc-001.corp.example refused the logon with credential corp-admin.",
    });
    expect([transport.requests, host.connections]).toEqual([2, 1]);
    expect(gate.told).toEqual(["alone refused"]);
    expect(transport.connected).toBe(false);
  });
});
