import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../src/sim/fleet.ts";
import { readRow, SOAP } from "./caller.ts";

/** An NTLM client by other hands: what it takes to be a Windows host is one. */
const curl = curlFeatures();

function curlFeatures(): string {
  try {
    return execFileSync("curl", ["--version"], { encoding: "utf8" });
  } catch {
    return "";
  }
}

let folder: string;
let body: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "invrun-stranger-"));
  body = join(folder, "request.xml");
  writeFileSync(body, readRow());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[]): Promise<{ readonly status: string; readonly text: string }> {
  const shared = ["--silent", "--noproxy", "*", "--header", `Content-Type: ${SOAP}`, "--data-binary", `@${body}`];
  return new Promise((resolve, reject) => {
    execFile("curl", [...shared, "--write-out", "\n%{http_code}", ...args], (error, stdout) => {
      if (error !== null) return reject(error);
      const end = stdout.lastIndexOf("\n");
      resolve({ status: stdout.slice(end + 1), text: stdout.slice(0, end) });
    });
  });
}

/** curl speaks NTLM under that name alone; WinRM offers it as Negotiate. Between them stands this. */
async function renaming(fleet: Fleet): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((inner) => {
    const outer = connect(fleet.port, fleet.address);
    inner.pipe(replacing("Authorization: NTLM ", "Authorization: Negotiate ")).pipe(outer);
    outer.pipe(replacing("WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM")).pipe(inner);
    for (const socket of [inner, outer])
      socket.on("error", () => [inner, outer].forEach((each) => void each.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, port: (server.address() as import("node:net").AddressInfo).port };
}

function replacing(from: string, to: string): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, Buffer.from(chunk.toString("latin1").replace(from, to), "latin1"));
    },
  });
}

describe.runIf(/\bNTLM\b/.test(curl))("curl's NTLM", () => {
  let fleet: Fleet;
  let between: Awaited<ReturnType<typeof renaming>>;
  beforeAll(async () => {
    fleet = await startFleet({ clients: 1, port: 0, seed: 1, weather: "fair", tls: false, allowUnencrypted: true });
    between = await renaming(fleet);
  });
  afterAll(async () => {
    between.server.close();
    await fleet.close();
  });

  const ask = (user: string) => run(["--ntlm", "--user", user, `http://127.0.0.1:${between.port}/wsman`]);

  it("is let in with the fleet's password, with a domain or without", async () => {
    for (const user of [fleet.username, `FLEET\\${fleet.username}`]) {
      const { status, text } = await ask(`${user}:${fleet.password}`);
      expect(status).toBe("200");
      expect(text).toContain("<p:LastMajorReportVersion>");
    }
    expect(fleet.truth().clients[0]?.counts.logon).toBe(2);
  });

  it("is refused with another", async () => {
    expect((await ask(`${fleet.username}:wrong`)).status).toBe("401");
  });
});

describe.runIf(/\bhttps\b/.test(curl))("curl over TLS", () => {
  it("trusts the fleet's authority, for the client's name, and is let in by Basic", async () => {
    const fleet = await startFleet({
      clients: 2,
      port: 0,
      seed: 1,
      weather: "fair",
      tls: true,
      allowUnencrypted: false,
    });
    const name = fleet.targets[1]?.name as string;
    const { status } = await run([
      "--cacert",
      fleet.ca as string,
      "--resolve",
      `${name}:${fleet.port}:${fleet.address}`,
      "--user",
      `${fleet.username}:${fleet.password}`,
      `https://${name}:${fleet.port}/wsman`,
    ]);
    expect(status).toBe("200");
    expect(fleet.truth().clients[1]?.counts.read).toBe(1);
    await fleet.close();
  });
});
