import { describe, expect, test } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import type { LogonGate } from "../../src/base/logon-gate.ts";
import { faultOf, openGate, say, transportTo } from "./caller-side.ts";
import { type Caller, type Script, scriptedHost } from "./scripted-host.ts";
import { bare401, greet, SOAP, sealed, unsealed, willing } from "./windows-side.ts";

/** Answers one message after the logon, then does something else with the second. */
function once(second: (caller: Caller) => void): Script {
  return async (caller) => {
    const { third, sealing } = await greet(caller);
    caller.send(sealed(`[${unsealed(third, sealing)}]`, sealing));
    await caller.next();
    second(caller);
  };
}

const lose = (caller: Caller) => caller.socket.destroy();

describe("a connection that proves dead", () => {
  const cases = [
    ["is closed without an answer", lose, true, "INV406"],
    ["answers 400 with nothing", (caller: Caller) => caller.send({ status: 400 }), true, "INV425"],
    ["answers 401", (caller: Caller) => caller.send(bare401), false, null],
  ] as const;

  test.each(cases)("%s: a message that may be repeated is sent once more on a new one", async (_how, second) => {
    const gate = openGate("proven");
    const host = await scriptedHost([once(second), willing]);
    const transport = transportTo(host.port, { gate });
    await say(transport, "first", { repeatable: true });
    expect((await say(transport, "second", { repeatable: true })).body.toString()).toBe("[second]");
    expect([host.connections, transport.requests]).toEqual([2, 5]);
    expect(gate.told).toEqual(["proven accepted", "proven accepted"]);
    transport.close();
  });

  test.each(cases)(
    "%s: one that may not is sent again only if it cannot have been acted upon",
    async (_how, second, lost, code) => {
      const host = await scriptedHost([once(second), willing]);
      const transport = transportTo(host.port, { gate: openGate("proven") });
      await say(transport, "first");
      if (lost) {
        expect(await faultOf(say(transport, "second"))).toMatchObject({ code, delivered: "maybe" });
        expect(host.connections).toBe(1);
      } else {
        expect((await say(transport, "second")).body.toString()).toBe("[second]");
      }
      expect((await say(transport, "third")).body.toString()).toBe("[third]");
      transport.close();
    },
  );

  test("and whose successor fails before the message leaves is still one that may have delivered it", async () => {
    const host = await scriptedHost([once(lose), (caller) => void caller.socket.destroy()]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    await say(transport, "first");
    const fault = await faultOf(say(transport, "second", { repeatable: true }));
    expect(fault).toMatchObject({ code: "INV406", delivered: "maybe" });
    expect(host.connections).toBe(2);
  });

  test.each([
    ["that the host closed meanwhile", (caller: Caller) => caller.socket.end()],
    ["on which something came that was not asked for", (caller: Caller) => caller.send({ status: 200, body: "stale" })],
  ])("%s is not used again, so nothing is in doubt", async (_how, meanwhile) => {
    const callers: Caller[] = [];
    const host = await scriptedHost([
      async (caller) => {
        callers.push(caller);
        await willing(caller);
      },
    ]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    await say(transport, "first");
    expect(transport.connected).toBe(true);
    meanwhile(callers[0] as Caller);
    while (transport.connected) await new Promise((resolve) => setImmediate(resolve));
    expect((await say(transport, "second")).body.toString()).toBe("[second]");
    expect(host.connections).toBe(2);
    transport.close();
  });
});

describe("time", () => {
  test("that runs out before the message leaves is INV407, not delivered", async () => {
    const gate = openGate("proven");
    const host = await scriptedHost([async (caller) => void (await caller.next())]);
    const fault = await faultOf(say(transportTo(host.port, { gate }), "x", { timeoutMs: 50 }));
    expect(fault).toMatchObject({
      code: "INV407",
      delivered: "no",
      retryable: true,
      message: "pc-001.corp.example did not answer within 50ms.",
    });
    expect(gate.told).toEqual(["proven unknown"]);
  });

  test("that a host takes for its first word is that of a connection, and it is not asked again", async () => {
    const gate = openGate("proven");
    const host = await scriptedHost([async (caller) => void (await caller.next())]);
    const fault = await faultOf(say(transportTo(host.port, { gate, connectTimeoutMs: 50 }), "x"));
    expect(fault).toMatchObject({
      code: "INV427",
      delivered: "no",
      retryable: false,
      state: "unreachable",
      message: "pc-001.corp.example took the connection and was silent for 50ms.",
    });
    expect(gate.told).toEqual(["proven unknown"]);
    while (host.open > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test("that runs out afterwards is INV407, perhaps delivered, and nothing stays open", async () => {
    const host = await scriptedHost([async (caller) => void (await greet(caller))]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    expect(await faultOf(say(transport, "x", { timeoutMs: 1_000 }))).toMatchObject({
      code: "INV407",
      delivered: "maybe",
    });
    while (host.open > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(transport.connected).toBe(false);
  });

  test("is told as that of the operation, where this is one exchange of several", async () => {
    const host = await scriptedHost([async (caller) => void (await greet(caller))]);
    const options = { signal: new AbortController().signal, timeoutMs: 500, operationMs: 30_000, repeatable: false };
    const transport = transportTo(host.port, { gate: openGate("proven") });
    const fault = await faultOf(transport.post(Buffer.from("x"), SOAP, options));
    expect(fault.message).toBe("pc-001.corp.example did not answer within 30s.");
  });

  test("in the queue before a logon does not count", async () => {
    const host = await scriptedHost([willing]);
    const gate: LogonGate = {
      enter: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1_200));
        return { form: "proven", done: () => {} };
      },
    };
    const transport = transportTo(host.port, { gate });
    expect((await say(transport, "x", { timeoutMs: 1_000 })).body.toString()).toBe("[x]");
    transport.close();
  });
});

describe("stopping", () => {
  test("while an answer is awaited says that the message may have left", async () => {
    const controller = new AbortController();
    const host = await scriptedHost([
      async (caller) => {
        await greet(caller);
        controller.abort();
      },
    ]);
    const fault = await faultOf(
      say(transportTo(host.port, { gate: openGate("proven") }), "x", { signal: controller.signal }),
    );
    expect(fault).toMatchObject({ code: "INV901", state: "stopped", delivered: "maybe" });
  });

  test("keeps the fault that it was stopped with", async () => {
    const reason = new Fault("INV407", "The step took too long.");
    const transport = transportTo(1, { gate: openGate("proven") });
    const fault = await faultOf(say(transport, "x", { signal: AbortSignal.abort(reason) }));
    expect(fault).toMatchObject({ code: "INV407", message: "The step took too long.", delivered: "no" });
  });

  test("while a gate is closed gives the connection up, and hands its fault on", async () => {
    const host = await scriptedHost([willing]);
    const gate: LogonGate = { enter: () => Promise.reject(new Fault("INV901", "No more.")) };
    expect(await faultOf(say(transportTo(host.port, { gate }), "x"))).toMatchObject({ message: "No more." });
    while (host.open > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(host.connections).toBe(1);
  });

  test("by close ends what is under way, and nothing is left", async () => {
    const host = await scriptedHost([async (caller) => void (await greet(caller))]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    const work = faultOf(say(transport, "x"));
    while (transport.requests < 2) await new Promise((resolve) => setImmediate(resolve));
    transport.close();
    expect(await work).toMatchObject({ code: "INV901", delivered: "maybe" });
    while (host.open > 0) await new Promise((resolve) => setImmediate(resolve));
    await expect(say(transport, "x")).rejects.toThrow("post on a closed connection");
  });
});

describe("a transport", () => {
  test("opens nothing before the first message, and rests between two at will, with a logon each", async () => {
    const gate = openGate("proven");
    const host = await scriptedHost([willing]);
    const transport = transportTo(host.port, { gate });
    expect([host.connections, transport.connected, transport.requests]).toEqual([0, false, 0]);
    await say(transport, "first");
    transport.rest();
    expect(transport.connected).toBe(false);
    await say(transport, "second");
    expect([host.connections, transport.requests, gate.told.length]).toEqual([2, 4, 2]);
    transport.close();
  });

  test("takes one message at a time", async () => {
    const host = await scriptedHost([willing]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    const first = say(transport, "first");
    await expect(say(transport, "second")).rejects.toThrow("post while another is under way");
    expect((await first).body.toString()).toBe("[first]");
    transport.close();
  });

  test("names the target in Host, asks for no compression, and keeps the connection", async () => {
    const seen: string[][] = [];
    const host = await scriptedHost([
      async (caller) => {
        const request = await caller.next();
        const { line = "", headers = new Map<string, string>() } = request ?? {};
        seen.push([line, ...["host", "accept-encoding", "connection"].map((name) => headers.get(name) ?? "")]);
        caller.socket.destroy();
      },
    ]);
    for (const name of ["pc-001.corp.example", "2001:db8::1"]) {
      await faultOf(say(transportTo(host.port, { endpoint: { name } }), "x"));
    }
    expect(seen).toEqual([
      ["POST /wsman HTTP/1.1", `pc-001.corp.example:${host.port}`, "identity", "keep-alive"],
      ["POST /wsman HTTP/1.1", `[2001:db8::1]:${host.port}`, "identity", "keep-alive"],
    ]);
  });

  test("uses a connection no more that the host wants closed", async () => {
    const host = await scriptedHost([
      async (caller) => {
        const { third, sealing } = await greet(caller);
        const answer = sealed(`[${unsealed(third, sealing)}]`, sealing);
        caller.send({ ...answer, headers: [...(answer.headers ?? []), "Connection: close"] });
      },
    ]);
    const transport = transportTo(host.port, { gate: openGate("proven") });
    for (const text of ["one", "two"]) expect((await say(transport, text)).body.toString()).toBe(`[${text}]`);
    expect(host.connections).toBe(2);
    transport.close();
  });
});
