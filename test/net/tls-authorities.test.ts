import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issue, newAuthority } from "./certificates.ts";
import { scriptedHost } from "./scripted-host.ts";
import { SOAP } from "./windows-side.ts";

const authority = newAuthority();
const leaf = issue(authority, { dns: "pc-001.corp.example" });
const CALLER = join(import.meta.dirname, "tls-authorities-caller.ts");
const STRIP_TYPES = process.features.typescript ? [] : ["--experimental-strip-types"];
/** Node asks the operating system since 22.15; where its own store is no file, a test would have to change it. */
const asksSystem = typeof tls.getCACertificates === "function" && process.platform === "linux";

let folder: string;
let ca: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-authorities-"));
  ca = join(folder, "ca.pem");
  await writeFile(ca, authority.cert);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What comes of a call by a process with this environment beside its own. */
async function callWith(env: Readonly<Record<string, string>>, ...own: readonly string[]): Promise<string> {
  const host = await scriptedHost(
    [
      async (caller) => {
        const request = await caller.next();
        if (request !== null)
          caller.send({ status: 200, headers: [`Content-Type: ${SOAP}`], body: `[${request.body}]` });
      },
    ],
    leaf,
  );
  const args = [...STRIP_TYPES, "--disable-warning=ExperimentalWarning", CALLER, String(host.port), ...own];
  const { NODE_EXTRA_CA_CERTS: _, SSL_CERT_FILE: __, SSL_CERT_DIR: ___, ...rest } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...rest, ...env } });
  return stdout.trim();
}

describe("an authority that nobody named", () => {
  test("is not trusted", async () => {
    expect(await callWith({})).toBe("INV411");
    expect(await callWith({}, newAuthority().cert)).toBe("INV411");
  });

  test("is trusted where NODE_EXTRA_CA_CERTS names it", async () => {
    expect(await callWith({ NODE_EXTRA_CA_CERTS: ca })).toBe("[hello]");
    expect(await callWith({ NODE_EXTRA_CA_CERTS: ca }, newAuthority().cert)).toBe("[hello]");
  });

  test.skipIf(!asksSystem)(
    `is trusted where the operating system's store holds it${asksSystem ? "" : " (skipped: Linux and Node 22.15 alone)"}`,
    async () => {
      expect(await callWith({ SSL_CERT_FILE: ca })).toBe("[hello]");
    },
  );
});
