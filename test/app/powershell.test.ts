import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { accessWith } from "../../src/app/access.ts";
import { scriptRunner } from "../../src/app/powershell.ts";
import type { Credential } from "../../src/base/credential.ts";
import type { LogonGate, LogonResult } from "../../src/base/logon-gate.ts";
import { Secret } from "../../src/base/secret.ts";
import { MOST_OUTPUT } from "../../src/model/script.ts";
import { type Fleet, startFleet } from "../../src/sim/fleet.ts";
import { loadWinrmClient, winrmClient } from "../strangers/presence.ts";
import { planOf } from "../support/plans.ts";
import { lineOf, received, started, startShellHost, stream } from "./shell-host.ts";

const { absent, name } = winrmClient(await loadWinrmClient());

/** Lets everybody in, and writes down what became of it. */
function openGate() {
  const results: LogonResult[] = [];
  const gate: LogonGate = {
    enter: async () => ({ form: "proven", done: (result) => void results.push(result) }),
  };
  return { gate, results };
}

interface Wish {
  readonly target: { readonly name: string; readonly port: number; readonly address: string };
  readonly script: string;
  readonly tls?: boolean;
  readonly auth?: "basic" | "ntlm";
  readonly credential?: Credential;
  readonly ca?: readonly string[];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const someone: Credential = { kind: "password", name: "", username: "operator", password: new Secret("canary-0") };

async function run(wish: Wish) {
  const { target, script, tls = false, auth = "basic", credential = someone, ca = [], timeoutMs = 60_000 } = wish;
  const plan = planOf([target.name], []);
  const parts = {
    plan: { ...plan, connection: { ...plan.connection, auth, tls } },
    access: { ...accessWith(credential), ca },
  };
  const { gate, results } = openGate();
  const options = { signal: wish.signal ?? new AbortController().signal, timeoutMs };
  const ending = scriptRunner(parts)({ text: script, unencrypted: !tls }, { target, gate }, options);
  const ended = await ending.then(
    (result) => ({ result, fault: null }),
    (fault) => ({ result: null, fault }),
  );
  return { ...ended, results };
}

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function fleetOf(): Promise<Fleet> {
  const names = ["pc-1.corp.example", "pc-2.corp.example"];
  const options = { clients: 2, names, port: 0, seed: 1, weather: "fair" as const, tls: true, allowUnencrypted: false };
  const fleet = await startFleet(options);
  open.push({ stop: () => fleet.close() });
  return fleet;
}

async function hostOf(deeds: Parameters<typeof startShellHost>[0]) {
  const host = await startShellHost(deeds);
  open.push(host);
  return { ...host, target: { name: "pc-1.corp.example", address: "127.0.0.1", port: host.port } };
}

describe.skipIf(absent)(`a script by ${name}`, () => {
  it.each(["basic", "ntlm"] as const)(
    "is run over TLS by %s on the computer that is meant, in UTF-8 both ways, and its shell is deleted",
    async (auth) => {
      const fleet = await fleetOf();
      const [, target] = fleet.targets;
      if (target === undefined || fleet.ca === null) throw new Error("no fleet");
      const username = auth === "ntlm" ? `fleet\\${fleet.username}` : fleet.username;
      const credential = { ...someone, username, password: new Secret(fleet.password) } as Credential;
      const wish = { target, tls: true, auth, credential, ca: [readFileSync(fleet.ca, "utf8")] };
      const said = await run({ ...wish, script: "Write-Output 'grüße €, 𝄞'\nWrite-Output $env:COMPUTERNAME\nexit 7" });
      expect(said.result).toEqual({
        exitCode: 7,
        stdout: "grüße €, 𝄞\r\nPC-2\r\n",
        stderr: "",
        truncated: false,
      });
      const failed = await run({ ...wish, script: "Get-Nothing" });
      expect(failed.result).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("get-nothing") });
      const [first, second] = fleet.truth().clients;
      expect(first?.deeds).toEqual([]);
      const shells = second?.deeds.filter(({ deed }) => deed === "shell").map(({ result }) => result);
      expect(shells).toEqual(["opened", "closed", "opened", "closed"]);
      expect(new Set([...said.results, ...failed.results])).toEqual(new Set(["accepted"]));
    },
  );

  it("says nothing to a host whose certificate is not trusted", async () => {
    const fleet = await fleetOf();
    const [target] = fleet.targets;
    if (target === undefined) throw new Error("no fleet");
    const { fault, results } = await run({ target, tls: true, script: "hostname" });
    expect(fault).toMatchObject({ code: "INV411", delivered: "no" });
    expect(results).toEqual(["unknown"]);
    expect(fleet.truth().clients[0]?.counts.request ?? 0).toBe(0);
  });

  it("needs a credential with a password", async () => {
    const { target } = await hostOf({});
    const credential: Credential = { kind: "tickets", name: "", username: "", cache: null };
    expect((await run({ target, script: "hostname", credential })).fault).toMatchObject({ code: "INV818" });
  });

  it("keeps the beginning of what is written, and joins characters that were cut in two", async () => {
    const long = "é".repeat(MOST_OUTPUT + 10);
    let pieces: readonly Buffer[] = [];
    const host = await hostOf({
      Command: ({ body }) => {
        const { word, script } = lineOf(body);
        const bytes = Buffer.from(`${long}${script}${word} -3\r\n`);
        pieces = [bytes.subarray(0, 1001), bytes.subarray(1001)];
        return started;
      },
      Receive: () => {
        const [next, ...rest] = pieces;
        pieces = rest;
        return received(next === undefined ? "" : stream("stdout", next), rest.length === 0);
      },
    });
    const { result } = await run({ target: host.target, script: "Get-Ä" });
    expect(result).toEqual({ exitCode: -3, stdout: "é".repeat(MOST_OUTPUT), stderr: "", truncated: true });
  });
});

describe.skipIf(absent)(`where a host does not do as it should, ${name}`, () => {
  it("that was sent a script and is lost leaves it in doubt, its shell asked to be deleted", async () => {
    const host = await hostOf({
      Command: (_, answer) => {
        answer.destroy();
        return null;
      },
    });
    const { fault, results } = await run({ target: host.target, script: "hostname" });
    expect(fault).toMatchObject({ code: "INV817", delivered: "maybe" });
    expect(results).toEqual(["accepted", "unknown", "accepted"]);
    expect(host.verbs()).toEqual(["Create", "Command", "Delete"]);
  });

  it("that refuses the logon is asked no second time, and the gate is told", async () => {
    const host = await hostOf({
      Create: (_, answer) => {
        answer.writeHead(401, { "WWW-Authenticate": "Negotiate" }).end();
        return null;
      },
    });
    const { fault, results } = await run({ target: host.target, script: "hostname" });
    expect(fault).toMatchObject({ code: "INV719", delivered: "no" });
    expect(results).toEqual(["refused"]);
    expect(host.verbs()).toEqual(["Create"]);
  });

  it("that says nothing is left when the time is over", async () => {
    const host = await hostOf({ Receive: () => new Promise<null>(() => {}) });
    const { fault } = await run({ target: host.target, script: "hostname", timeoutMs: 300 });
    expect(fault).toMatchObject({ code: "INV817", delivered: "maybe", message: expect.stringContaining("300ms") });
    expect(host.verbs()).toEqual(["Create", "Command", "Receive", "Delete"]);
  });

  it("that says nothing is left when the run is stopped", async () => {
    const stop = new AbortController();
    const host = await hostOf({
      Receive: () => {
        stop.abort();
        return new Promise<null>(() => {});
      },
    });
    const { fault } = await run({ target: host.target, script: "hostname", signal: stop.signal });
    expect(fault).toMatchObject({ code: "INV901", delivered: "maybe" });
  });

  it("that answers without end, or with a document type, is left", async () => {
    const endless = await hostOf({
      Receive: (_, answer) => {
        answer.writeHead(200, { "Content-Type": "application/soap+xml" });
        const write = () => {
          while (!answer.destroyed && answer.write("x".repeat(65_536)));
        };
        answer.on("drain", write);
        write();
        return null;
      },
    });
    expect((await run({ target: endless.target, script: "hostname" })).fault).toMatchObject({ code: "INV603" });
    const typed = await hostOf({ Create: () => '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' });
    expect((await run({ target: typed.target, script: "hostname" })).fault).toMatchObject({ code: "INV603" });
  });

  it("that answers with zeros, over which an expression that looks for numbers takes minutes, is left unread", async () => {
    const zeros = await hostOf({
      Receive: (_, answer) => {
        answer.writeHead(200, { "Content-Type": "application/soap+xml" });
        // In pieces none of which is remarkable.
        const text = `<x>${"0".repeat(200_000)}x</x>`;
        const write = (from: number) => {
          if (from < text.length) answer.write(text.slice(from, from + 50), () => write(from + 50));
          else answer.end();
        };
        write(0);
        return null;
      },
    });
    expect((await run({ target: zeros.target, script: "hostname" })).fault).toMatchObject({ code: "INV603" });
  });

  it("that tells no exit code leaves the script in doubt", async () => {
    const host = await hostOf({ Receive: () => received(stream("stdout", Buffer.from("half a")), true) });
    const { fault } = await run({ target: host.target, script: "hostname" });
    expect(fault).toMatchObject({ code: "INV817", delivered: "maybe" });
  });

  it("whose base64 winrm-client takes for a number leaves the script in doubt, and no wrong output", async () => {
    const host = await hostOf({
      Receive: () => received('<rsp:Stream Name="stdout" CommandId="C">0815</rsp:Stream>', true),
    });
    const { fault } = await run({ target: host.target, script: "hostname" });
    expect(fault).toMatchObject({ code: "INV817", message: expect.stringContaining("could not read") });
  });
});
