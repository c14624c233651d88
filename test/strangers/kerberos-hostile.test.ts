import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyWith } from "../support/kerberos-apply.ts";
import { type KerberosFleet, startKerberosFleet } from "../support/kerberos-fleet.ts";
import { gssapiAcceptor } from "./presence.ts";

const { absent, name } = gssapiAcceptor();
const HOST = "sim-0001.fleet.example";

/** RFC 4178 4.2.2, by hand: [1] { [0] accept-completed }, with Kerberos' mechanism, and with a token behind it. */
const COMPLETED = Buffer.from("a1073005a0030a0100", "hex");
const WITH_TOKEN = Buffer.from("a11d301ba0030a0100a10b06092a864886f712010202a2070405deadbeef99", "hex");
/** [MS-NLMP] 2.2.1.2: its signature and its kind. */
const NTLM = Buffer.concat([Buffer.from("NTLMSSP\0\x02\0\0\0"), Buffer.alloc(44)]);

/** A host that answers every request alike. */
async function impostor(status: number, token: Buffer | null) {
  const bodies: number[] = [];
  const schemes = new Set<string | undefined>();
  const server = createServer(async (request, response) => {
    let octets = 0;
    for await (const piece of request) octets += (piece as Buffer).length;
    bodies.push(octets);
    schemes.add(request.headers.authorization?.split(" ")[0]);
    const header = token === null ? "Negotiate" : `Negotiate ${token.toString("base64")}`;
    response.writeHead(status, status === 401 || token !== null ? { "WWW-Authenticate": header } : {}).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { port, bodies, schemes, stop };
}

describe.skipIf(absent)(`A host that has no key of the realm's, by ${name}`, () => {
  let fleet: KerberosFleet;
  beforeAll(async () => {
    fleet = await startKerberosFleet({ clients: 1 });
  });
  afterAll(() => fleet.stop());

  it.each([
    ["says yes and proves nothing", 200, null, "INV527"],
    ["says that all is well", 200, COMPLETED, "INV527"],
    ["sends a token of its own making", 200, WITH_TOKEN, "INV527"],
    ["sends noise", 200, Buffer.from("no token at all"), "INV527"],
    ["sends very much noise", 200, Buffer.alloc(12_000, 0x60), "INV527"],
    ["sends a token that ends in the middle", 200, WITH_TOKEN.subarray(0, 14), "INV508"],
    ["turns to NTLM", 401, NTLM, "INV526"],
    ["says no", 401, null, "INV526"],
    ["says no with noise", 401, Buffer.from("a10b3009a0030a0102a2020400", "hex"), "INV526"],
  ])("is sent no message: it %s", async (_, status, token, code) => {
    const { port, bodies, schemes, stop } = await impostor(status, token);
    try {
      const targets = join(fleet.folder, "impostor.yml");
      await writeFile(targets, `hosts:\n  - { name: "${HOST}", address: "127.0.0.1", port: ${port} }\n`);
      for (const auth of ["kerberos", "negotiate"] as const)
        expect(await applyWith(fleet, { auth, targets })).toMatchObject({ faults: [code], mechanisms: [] });
      expect(new Set(bodies)).toEqual(new Set([0]));
      expect(schemes).toEqual(new Set(["Negotiate"]));
    } finally {
      await stop();
    }
  });
});
