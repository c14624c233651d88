import { execFile, execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { Agent, type AgentOptions, request } from "node:https";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../src/sim/fleet.ts";
import { type ClientFiles, createTls } from "../../src/sim/tls.ts";
import { curlWithTls, opensslServer } from "../strangers/presence.ts";
import { readRow, SOAP } from "./caller.ts";

const MUTUAL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";
let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ clients: 1, port: 0, seed: 7, weather: "fair", tls: true, allowUnencrypted: false });
});
afterAll(() => fleet.close());

const pems = ({ certificate, key }: ClientFiles) => ({ cert: readFileSync(certificate), key: readFileSync(key) });

/** Node's own HTTPS in the caller's place: statuses of two requests on one connection. */
async function ask(how: AgentOptions, authorization = MUTUAL): Promise<readonly number[]> {
  const name = fleet.targets[0]?.name as string;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 1,
    ca: readFileSync(fleet.ca as string),
    servername: name,
    ...how,
  });
  const one = () =>
    new Promise<number>((resolve, reject) => {
      const headers = { Host: name, "Content-Type": SOAP, Authorization: authorization };
      const { address: host, port } = fleet;
      const sent = request({ agent, host, port, path: "/wsman", method: "POST", headers }, (answer) => {
        answer.resume().on("end", () => resolve(answer.statusCode as number));
      });
      sent.on("error", reject).end(readRow());
    });
  try {
    return [await one(), await one()];
  } finally {
    agent.destroy();
  }
}

describe("a simulated client under TLS", () => {
  const old = { maxVersion: "TLSv1.2" } as const;

  it("takes the certificate that its fleet made, shown by a second handshake", async () => {
    expect(await ask({ ...old, ...pems(fleet.client as ClientFiles) })).toEqual([200, 200]);
    expect(fleet.truth().clients[0]?.deeds.find(({ deed }) => deed === "logon")).toMatchObject({
      subject: "CN=operator@localhost",
    });
  });

  it("takes none of another authority, nor a server's own, nor nobody's, nor one without the profile", async () => {
    const other = createTls([]);
    try {
      expect(await ask({ ...old, ...pems(other.client) })).toEqual([401, 401]);
      expect(await ask({ ...old, cert: other.cert, key: other.key })).toEqual([401, 401]);
    } finally {
      other.remove();
    }
    expect(await ask(old)).toEqual([401, 401]);
    expect(await ask({ ...old, ...pems(fleet.client as ClientFiles) }, "Basic bm9ib2R5Og==")).toEqual([401, 401]);
  });

  it("is shown nothing over TLS 1.3, which has no second handshake", async () => {
    expect(await ask({ minVersion: "TLSv1.3", ...pems(fleet.client as ClientFiles) })).toEqual([401, 401]);
  });
});

it("the key belongs to the certificate, and is for its owner's eyes", () => {
  const { certificate, key } = fleet.client as ClientFiles;
  expect(new X509Certificate(readFileSync(certificate)).checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(
    true,
  );
  if (process.platform !== "win32") expect(statSync(key).mode & 0o777).toBe(0o600);
});

const curl = curlWithTls();
it.skipIf(curl.absent)(`${curl.name} gets in with the certificate, and without it does not`, async () => {
  const { certificate, key } = fleet.client as ClientFiles;
  const name = fleet.targets[0]?.name as string;
  const post = async (...more: readonly string[]) => {
    const args = ["--silent", "--tls-max", "1.2", "--cacert", fleet.ca as string, "--data-binary", readRow()];
    const to = ["--resolve", `${name}:${fleet.port}:${fleet.address}`, `https://${name}:${fleet.port}/wsman`];
    const headers = ["-H", `Content-Type: ${SOAP}`, "-H", `Authorization: ${MUTUAL}`];
    const wanted = ["--write-out", "%{http_code}", "--output", "-", ...headers];
    return (await promisify(execFile)("curl", [...args, ...wanted, ...more, ...to])).stdout;
  };
  expect(await post("--cert", certificate, "--key", key)).toMatch(/GetResponse[\s\S]*200$/);
  expect(await post()).toBe("401");
});

const openssl = opensslServer();
it.skipIf(openssl.absent)(`${openssl.name} finds the certificate good for a client, and for that alone`, () => {
  const { certificate } = fleet.client as ClientFiles;
  const verify = (purpose: string) =>
    execFileSync("openssl", ["verify", "-purpose", purpose, "-CAfile", fleet.ca as string, certificate], {
      encoding: "utf8",
      stdio: "pipe",
    });
  expect(verify("sslclient")).toContain("OK");
  expect(() => verify("sslserver")).toThrow();
  const shown = execFileSync("openssl", ["x509", "-in", certificate, "-noout", "-ext", "subjectAltName"], {
    encoding: "utf8",
  });
  expect(shown).toMatch(/othername:\s*UPN:+operator@localhost/i);
});
