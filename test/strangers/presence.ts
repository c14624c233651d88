/** Programs by other hands. Where one is absent its tests are skipped and say so; INVRUN_STRANGERS=required fails them. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Stranger {
  readonly absent: boolean;
  /** Its name, with the reason of the skip where it is skipped. */
  readonly name: string;
}

/** `packages` is what to install to have it. */
function stranger(name: string, packages: string, present: () => boolean): Stranger {
  const absent = !present();
  if (absent && process.env.INVRUN_STRANGERS === "required") {
    throw new Error(`${name} is required by INVRUN_STRANGERS and not there: install ${packages}.`);
  }
  return { absent, name: absent ? `${name} (skipped: ${packages} not installed)` : name };
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Debian's own Python; another one before it in the path does not see Debian's packages. */
export const PYTHON = "/usr/bin/python3";

export const pythonWinrm = (): Stranger =>
  stranger("Debian's python3-winrm", "python3-winrm", () => runs(PYTHON, ["-c", "import winrm, requests_ntlm"]));

const MECHANISMS = "/etc/gss/mech.d";

function hasNtlmMechanism(): boolean {
  if (!existsSync(MECHANISMS)) return false;
  return readdirSync(MECHANISMS).some((file) => readFileSync(join(MECHANISMS, file), "utf8").includes("gssntlmssp"));
}

/** Those of a realm have no flag that does nothing. */
const isThere = (program: string): boolean =>
  ["/usr/sbin", "/usr/bin"].some((folder) => existsSync(join(folder, program)));

const REALM = "krb5-kdc, krb5-admin-server, krb5-user, faketime";
const hasRealm = () =>
  ["krb5kdc", "kdb5_util", "kadmin.local", "kinit", "kvno", "klist", "faketime", "setpriv"].every(isThere);
const hasGssapi = () => runs(PYTHON, ["-c", "import gssapi"]) && runs("openssl", ["version"]);

export const kdc = (): Stranger => stranger("MIT's KDC", REALM, hasRealm);

/** The acceptor of Kerberos fleets, and the initiator that holds it to its word. */
export const gssapiAcceptor = (): Stranger =>
  stranger("Debian's GSSAPI as acceptor", `${REALM}, python3-gssapi, openssl`, () => hasRealm() && hasGssapi());

export const ntlmAcceptor = (): Stranger =>
  stranger(
    "Debian's gss-ntlmssp as acceptor",
    `${REALM}, python3-gssapi, openssl, gss-ntlmssp, libwbclient0`,
    () => hasRealm() && hasGssapi() && hasNtlmMechanism(),
  );

const speaksSpnego = () =>
  runs("curl", ["--version"]) && /\bSPNEGO\b/.test(execFileSync("curl", ["--version"], { encoding: "utf8" }));

export const curlKerberos = (): Stranger => stranger("curl --negotiate through MIT's Kerberos", "curl", speaksSpnego);

export const curlNegotiate = (): Stranger =>
  stranger(
    "curl --negotiate through Debian's gss-ntlmssp",
    "curl, gss-ntlmssp, libwbclient0",
    () => hasNtlmMechanism() && speaksSpnego(),
  );

/** Windows has a program of that name which is something else. */
export const wsl = (): Stranger =>
  stranger(
    "Debian's wsl",
    "wsl, uuid-runtime",
    () => existsSync("/usr/share/wsl/wsl-functions") && runs("uuidgen", []) && runs("xmllint", ["--version"]),
  );

export const slapd = (): Stranger => stranger("OpenLDAP's slapd", "slapd", () => existsSync("/usr/sbin/slapd"));

export const xmllint = (): Stranger =>
  stranger("libxml2's xmllint", "libxml2-utils", () => runs("xmllint", ["--version"]));

export const cmarkGfm = (): Stranger =>
  stranger("GitHub's cmark-gfm", "cmark-gfm", () => runs("cmark-gfm", ["--version"]));

export const shellWithCurlAndJq = (): Stranger =>
  stranger("bash, curl and jq", "curl, jq", () =>
    [
      ["bash", "-c", "true"],
      ["curl", "--version"],
      ["jq", "--version"],
    ].every(([program, ...args]) => runs(program as string, args)),
  );

export const ansibleInventory = (): Stranger =>
  stranger("Debian's ansible-inventory", "ansible-core", () => runs("/usr/bin/ansible-inventory", ["--version"]));

export const pythonCsv = (): Stranger =>
  stranger("Python's csv module", "python3", () => runs(PYTHON, ["-c", "import csv, json"]));

export const pythonSsl = (): Stranger =>
  stranger("Python's ssl module", "python3", () => runs(PYTHON, ["-c", "import ssl"]));

export const curlWithTls = (): Stranger => stranger("curl", "curl", () => runs("curl", ["--version"]));

export const opensslServer = (): Stranger =>
  stranger("openssl s_server", "openssl", () => runs("openssl", ["version"]));

/** `path` is where one was found, or null. */
export const headlessChromium = (path: string | null): Stranger =>
  stranger("Chromium", "chromium", () => path !== null && runs(path, ["--version"]));

export type WinrmClient = typeof import("winrm-client");

/** Null where it is not installed: it is an optional dependency. */
export async function loadWinrmClient(): Promise<WinrmClient | null> {
  return await import("winrm-client").catch(() => null);
}

export const winrmClient = (loaded: WinrmClient | null): Stranger =>
  stranger("npm's winrm-client", "winrm-client", () => loaded !== null);

/** Its NTLM is its own. */
export const curlNtlm = (): Stranger => stranger("curl with NTLM", "curl", () => runs("curl", ["--ntlm", "--version"]));
