/** Computers of a directory by LDAP: RFC 4511, with pages as RFC 2696 has them; attributes as Active Directory has them. */
import type { Client, Entry } from "ldapts";
import type { PasswordCredential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import { Refusal } from "../base/refusal.ts";
import { within } from "../net/deadline.ts";
import { openSocket } from "../net/open-socket.ts";
import { secure } from "../net/tls.ts";
import { filterMistake } from "./directory-filter.ts";
import { sendableFilter } from "./sendable-filter.ts";

/** Where computers are looked for, and as whom. */
export interface DirectoryQuery {
  /** `ldaps://host`, or `ldap://host`, which is then secured by StartTLS; with a port where it is another one. */
  readonly url: string;
  /** A distinguished name; everything below it is searched. */
  readonly base: string;
  /** RFC 4515; null for every computer. */
  readonly filter: string | null;
  readonly credential: Pick<PasswordCredential, "username" | "password">;
  /** PEM texts of authorities trusted beside the usual ones. */
  readonly ca: readonly string[];
  readonly signal: AbortSignal;
}

/** A computer as the directory knows it. */
export interface DirectoryComputer {
  readonly name: string;
  /** Its full name; null where it never told one. */
  readonly dnsName: string | null;
  /** When it logged on, to two weeks, in milliseconds since 1970 (MS-ADA1 2.352); null where it never did. */
  readonly lastLogon: number | null;
}

/** A page of Active Directory: MaxPageSize is 1,000 unless configured otherwise. */
const PAGE = 1_000;
const MOST_COMPUTERS = 200_000;
/** Directories may give fewer computers a page than they are asked for, but not none for ever. */
const MOST_PAGES = 20_000;
/** Of one page, and of all that comes before the first; a thousand computers take less than one MiB. */
const MOST_OCTETS = 8 * 1024 * 1024;
/** What the package is handed at once: it takes every further message of a piece within the call for the one before. */
const PIECE_OCTETS = 16_384;
const CONNECT_MS = 10_000;
/** Of one page. */
const OPERATION_MS = 60_000;
const PORTS = { "ldaps:": 636, "ldap:": 389 } as const;
/** RFC 4511 4.14.1. */
const START_TLS = "1.3.6.1.4.1.1466.20037";
/** RFC 4511 4.1.9. */
const INVALID_CREDENTIALS = 49;
/** ADS_UF_ACCOUNTDISABLE: MS-ADTS 2.2.16. */
const DISABLED = 0x2;
/** From 1601 to 1970, in milliseconds; FILETIME counts hundreds of nanoseconds from there. */
const EPOCH_MS = 11_644_473_600_000n;
const ATTRIBUTES = ["dNSHostName", "name", "cn", "userAccountControl", "lastLogonTimestamp"];

/** Every computer below the base that the filter lets through and that is not disabled. Throws INV360 to INV364. */
export async function listComputers(query: DirectoryQuery): Promise<readonly DirectoryComputer[]> {
  const filter = await wholeFilter(query.filter);
  const endpoint = endpointOf(query);
  const socket = await connect(endpoint, query.signal);
  const cut = () => socket.destroy();
  query.signal.addEventListener("abort", cut, { once: true });
  try {
    return await ask(socket, query, { filter, name: endpoint.name });
  } catch (error) {
    throw refusalOf(error, query, endpoint.name);
  } finally {
    query.signal.removeEventListener("abort", cut);
    socket.destroy();
  }
}

type Socket = Awaited<ReturnType<typeof openSocket>>;
type Endpoint = Parameters<typeof openSocket>[0] & { readonly startTls: boolean };

function endpointOf({ url, ca }: DirectoryQuery): Endpoint {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const port = PORTS[parsed?.protocol as keyof typeof PORTS];
  if (parsed === null || port === undefined || parsed.hostname === "")
    throw new Refusal("INV360", `${url} is no address of a directory.`);
  const name = parsed.hostname.replace(/^\[(.*)\]$/, "$1");
  const tls = parsed.protocol === "ldaps:";
  const place = { name, address: name, port: parsed.port === "" ? port : Number(parsed.port) };
  return { ...place, tls, serverName: null, fingerprint: null, ca, startTls: !tls };
}

async function wholeFilter(filter: string | null): Promise<string> {
  if (filter === null) return "(objectClass=computer)";
  const mistake = filterMistake(filter);
  if (mistake !== null) {
    const place = `character ${mistake.at + 1}`;
    throw new Refusal("INV363", `The filter ${filter} is no LDAP filter: at ${place}, ${mistake.why}.`);
  }
  const { FilterParser } = await import("ldapts");
  const sendable = sendableFilter(filter, (text) => FilterParser.parseString(text));
  if (sendable !== null) return `(&(objectClass=computer)${sendable})`;
  const hint = "Call attributes by their names, without numbers or options, and write values as text.";
  throw new Refusal("INV363", `The filter ${filter} cannot be sent.`, { hint });
}

/** A connection that is verified: nothing is proven on any other. */
async function connect(endpoint: Endpoint, signal: AbortSignal): Promise<Socket> {
  const { name, ca } = endpoint;
  try {
    const socket = await openSocket(endpoint, { connectTimeoutMs: CONNECT_MS, signal });
    if (!endpoint.startTls) return socket;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
    limit.addEventListener("abort", () => socket.destroy(), { once: true });
    const { client } = await onSocket(socket, name);
    await within(limit, client.exop(START_TLS));
    socket.removeAllListeners("data");
    return await secure(socket, { name, serverName: name, fingerprint: null, client: null, ca, signal });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (!(cause instanceof Fault)) throw new Refusal("INV360", `The directory ${name} takes no StartTLS.`, { cause });
    const code = ["INV411", "INV412", "INV413"].includes(cause.code) ? "INV361" : "INV360";
    throw new Refusal(code, `The directory ${name} cannot be asked: ${cause.message}`, { cause });
  }
}

interface OnSocket {
  readonly client: Client;
  /** What has come since it was last set to 0. */
  readonly intake: { octets: number };
}

/** A client of this one connection. It would make another where that is lost, on which nothing was verified. */
async function onSocket(socket: Socket, name: string): Promise<OnSocket> {
  // Whoever asks no directory does not wait until its package is loaded.
  const ldap = await import("ldapts");
  const intake = bound(socket);
  let given = false;
  const createConnection = () => {
    if (given) throw new Error(`the connection to ${name} was lost`);
    given = true;
    return socket;
  };
  const options = { url: "ldap://directory", timeout: OPERATION_MS, strictDN: false, createConnection };
  return { client: new ldap.Client(options), intake };
}

/** Hands on what comes piece by piece, and ends the connection where it is too much. */
function bound(socket: Socket): { octets: number } {
  const intake = { octets: 0 };
  const emit = socket.emit.bind(socket) as (event: string, ...values: readonly unknown[]) => boolean;
  const inPieces = (event: string, ...values: readonly unknown[]): boolean => {
    const [data] = values;
    if (event !== "data" || !Buffer.isBuffer(data)) return emit(event, ...values);
    intake.octets += data.length;
    if (intake.octets > MOST_OCTETS) socket.destroy();
    for (let at = 0; at < data.length && !socket.destroyed; at += PIECE_OCTETS)
      emit("data", data.subarray(at, at + PIECE_OCTETS));
    return true;
  };
  Object.assign(socket, { emit: inPieces });
  return intake;
}

interface Asking {
  readonly filter: string;
  /** The directory's name. */
  readonly name: string;
}

async function ask(socket: Socket, { base, credential }: DirectoryQuery, { filter, name }: Asking) {
  const { client, intake } = await onSocket(socket, name);
  await client.bind(credential.username, credential.password.reveal());
  const computers: DirectoryComputer[] = [];
  let pages = 0;
  // Referrals to other directories come beside the entries, and are not followed.
  const asked = { scope: "sub" as const, filter, attributes: [...ATTRIBUTES], paged: { pageSize: PAGE } };
  for await (const { searchEntries } of client.searchPaginated(base, asked)) {
    computers.push(...searchEntries.flatMap(computerOf));
    intake.octets = 0;
    pages += 1;
    if (computers.length > MOST_COMPUTERS || pages > MOST_PAGES)
      throw new Refusal(
        "INV364",
        `Below ${base} there are more than ${MOST_COMPUTERS.toLocaleString("en")} computers.`,
      );
  }
  return computers;
}

/** None where it is disabled, or has no name that a computer can have. */
function computerOf(entry: Entry): readonly DirectoryComputer[] {
  const name = nameOf(entry.name) ?? nameOf(entry.cn);
  if (name === null || (Number(textOf(entry.userAccountControl) ?? 0) & DISABLED) !== 0) return [];
  return [{ name, dnsName: nameOf(entry.dNSHostName), lastLogon: timeOf(textOf(entry.lastLogonTimestamp)) }];
}

function textOf(value: Entry[string] | undefined): string | null {
  const [first] = Array.isArray(value) ? value : [value];
  return typeof first === "string" ? first : null;
}

function nameOf(value: Entry[string] | undefined): string | null {
  const text = textOf(value);
  return text !== null && /^[A-Za-z0-9_](?:[\w.-]{0,251}[A-Za-z0-9_])?$/.test(text) ? text : null;
}

function timeOf(text: string | null): number | null {
  if (text === null || !/^[1-9]\d{0,18}$/.test(text)) return null;
  return Number(BigInt(text) / 10_000n - EPOCH_MS);
}

function refusalOf(error: unknown, { base, credential, signal }: DirectoryQuery, name: string): unknown {
  if (error instanceof Refusal) return error;
  if (signal.aborted) return signal.reason;
  const cause = error;
  const { code } = error as { readonly code?: unknown };
  if (code === INVALID_CREDENTIALS)
    return new Refusal("INV362", `The directory ${name} refused the logon of ${credential.username}.`, { cause });
  const why =
    typeof code === "number" ? `result code ${code}` : "the connection was lost or its answers cannot be read";
  return new Refusal("INV364", `The directory ${name} did not give the computers below ${base} (${why}).`, { cause });
}
