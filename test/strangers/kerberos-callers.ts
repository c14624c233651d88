/** Programs by other hands that log on to a fleet by way of its acceptor. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KerberosFleet } from "../support/kerberos-fleet.ts";
import { IDENTIFY, runForeign } from "./foreign.ts";
import { PYTHON } from "./presence.ts";

const INITIATOR = fileURLToPath(new URL("./gssapi-initiator.py", import.meta.url));

/** The fleet as seen from here, and as whom it is entered. */
export interface Caller {
  readonly fleet: KerberosFleet;
  /** As GSSAPI looks for tickets, keys or accounts: KRB5CCNAME, KRB5_CLIENT_KTNAME, NTLM_USER_FILE. */
  readonly as?: Readonly<Record<string, string>>;
  /** Left out: the first client. */
  readonly name?: string;
  /** Left out: Identify. */
  readonly text?: string;
}

/** What came back. `told` is curl's own word of what went wrong. */
export interface CurlAnswer {
  readonly status: string;
  readonly text: string;
}

/** Posts once by `curl --negotiate`. */
export async function curl({ fleet, as = {}, name = fleet.names[0], text = IDENTIFY }: Caller): Promise<CurlAnswer> {
  const body = join(fleet.folder, "curl.xml");
  await writeFile(body, text);
  const tls = fleet.ca === null ? [] : ["--cacert", fleet.ca];
  const { out } = await runForeign(
    "curl",
    [
      ...["--silent", "--negotiate", "--user", ":", "--resolve", `${name}:${fleet.port}:${fleet.address}`, ...tls],
      ...["--header", "Content-Type: application/soap+xml;charset=UTF-8", "--data-binary", `@${body}`],
      ...["--write-out", "\n%{http_code}", `http${fleet.ca === null ? "" : "s"}://${name}:${fleet.port}/wsman`],
    ],
    { cwd: fleet.folder, env: { ...fleet.env, ...as } },
  );
  const end = out.lastIndexOf("\n");
  return { status: out.slice(end + 1), text: out.slice(0, end) };
}

/** How the initiator goes about it. */
export interface Initiation extends Caller {
  readonly mech?: "spnego" | "krb5" | "ntlm";
  /** Of the header. */
  readonly scheme?: "Negotiate" | "Kerberos";
  /** A certificate in PEM to bind to. */
  readonly bindings?: string | null;
  readonly sealed?: boolean;
  /** How often more it is posted on the same connection. */
  readonly again?: number;
}

/** What the initiator prints: refused at the logon, failed before it, or in, with the answers. */
export type Initiated =
  | { readonly status: number; readonly offer: string }
  | { readonly failed: string }
  | {
      readonly complete: boolean;
      readonly answers: readonly { readonly status: number; readonly sealed: boolean; readonly text: string }[];
    };

/** Logs on by python3-gssapi, seals where there is no TLS, and posts. */
export async function initiate(initiation: Initiation): Promise<Initiated> {
  const { fleet, as = {}, name = fleet.names[0], text = IDENTIFY, mech = "spnego", bindings = null } = initiation;
  const { sealed = fleet.ca === null, again = 0, scheme = "Negotiate" } = initiation;
  const url = `http${fleet.ca === null ? "" : "s"}://localhost:${fleet.port}/wsman`;
  const asked = { url, service: `HTTP@${name}`, mech, scheme, ca: fleet.ca, bindings, sealed, text, again };
  const env = { ...fleet.env, ...as };
  const { out, err } = await runForeign(PYTHON, ["-B", INITIATOR, JSON.stringify(asked)], { cwd: fleet.folder, env });
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Initiated;
}

/** As GSSAPI finds the tickets of a user who has just logged on. */
export async function withTickets({ kdc, user }: KerberosFleet): Promise<Readonly<Record<string, string>>> {
  return { KRB5CCNAME: `FILE:${await kdc.getTickets(user.name)}` };
}

/** As gss-ntlmssp finds an account. */
export async function withAccount(
  { kdc, user }: KerberosFleet,
  password = user.password,
): Promise<Readonly<Record<string, string>>> {
  const accounts = join(kdc.folder, "own-account");
  await writeFile(accounts, `FLEET:${user.name}:${password}\n`);
  return { NTLM_USER_FILE: accounts };
}
