/** The HTTPS side of a simulated administration service: http.sys' own Negotiate and NTLM, RFC 4559, nothing unsealed. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import type { Clock } from "../../base/clock.ts";
import { ntlmChannelBinding, tlsServerEndPoint } from "../../net/auth/channel-binding.ts";
import { type Account, passwordOf } from "../account.ts";
import { namesOf } from "../client.ts";
import { NtlmAcceptance } from "../ntlm-acceptance.ts";
import type { FleetTls } from "../tls.ts";
import { answerTo, type SiteQuirks } from "./answer.ts";
import type { SiteModel } from "./site.ts";

/** What was done to it. */
export interface SiteDeeds {
  requests: number;
  logons: number;
  refused: number;
}

/** What it serves, and to whom. */
export interface SiteServerOptions {
  readonly model: SiteModel;
  readonly account: Account;
  readonly tls: FleetTls;
  readonly clock: Clock;
  readonly quirks: SiteQuirks;
  readonly deeds: SiteDeeds;
}

/** Below which everything is. */
export const SERVICE_PATH = "/AdminService";
/** http.sys ends an idle connection after this long. */
const IDLE_MS = 120_000;
const SCHEMES = ["Negotiate", "NTLM"] as const;
const NAMES = namesOf("sms.fleet.example");

interface Visit {
  readonly acceptance: NtlmAcceptance;
  in: boolean;
}

/** Not listening yet. */
export function createSiteServer(options: SiteServerOptions): Server {
  const { tls, account, clock, deeds } = options;
  const visits = new WeakMap<object, Visit>();
  const visitOf = (socket: TLSSocket): Visit => {
    const known = visits.get(socket);
    if (known !== undefined) return known;
    const certificate = socket.getX509Certificate();
    const acceptance = new NtlmAcceptance({
      names: NAMES,
      passwordOf: ({ user }) => passwordOf(account, user),
      channelBinding: certificate === undefined ? null : ntlmChannelBinding(tlsServerEndPoint(certificate.raw)),
      now: () => clock.now(),
    });
    const visit = { acceptance, in: false };
    visits.set(socket, visit);
    return visit;
  };
  const { key, cert } = tls;
  const server = createServer({ key, cert }, (request, response) => {
    request.resume();
    deeds.requests += 1;
    if (admits(visitOf(request.socket as TLSSocket), { request, response, deeds })) serve(options, request, response);
  });
  server.keepAliveTimeout = IDLE_MS;
  return server;
}

/** Whether the request goes on to the service; else it was answered with 401. */
function admits(
  visit: Visit,
  { request, response, deeds }: { request: IncomingMessage; response: ServerResponse; deeds: SiteDeeds },
): boolean {
  const [, scheme, token] = /^(Negotiate|NTLM)\s+(\S+)\s*$/i.exec(request.headers.authorization ?? "") ?? [];
  if (scheme === undefined || token === undefined) {
    if (!visit.in) refuse(response);
    return visit.in;
  }
  visit.in = false;
  const step = visit.acceptance.step(Buffer.from(token, "base64"));
  if (step.kind === "refused") {
    deeds.refused += 1;
    refuse(response);
    return false;
  }
  const next = step.token === null ? [] : [`${scheme} ${step.token.toString("base64")}`];
  if (next.length > 0) response.setHeader("WWW-Authenticate", next);
  if (step.kind === "continue") {
    response.writeHead(401, { "Content-Length": 0 }).end();
    return false;
  }
  visit.in = true;
  deeds.logons += 1;
  return true;
}

function refuse(response: ServerResponse): void {
  response.writeHead(401, { "WWW-Authenticate": [...SCHEMES], "Content-Length": 0, Connection: "close" }).end();
}

function serve({ model, clock, quirks }: SiteServerOptions, request: IncomingMessage, response: ServerResponse): void {
  const root = `https://${request.headers.host}${SERVICE_PATH}`;
  const url = new URL(request.url ?? "/", root);
  const below = url.pathname.slice(SERVICE_PATH.length);
  const within = url.pathname.toLowerCase().startsWith(`${SERVICE_PATH.toLowerCase()}/`);
  const date = { Date: new Date(clock.now()).toUTCString() };
  if (!within || request.method !== "GET") {
    response.writeHead(within ? 405 : 404, date).end();
    return;
  }
  const { status, document } = answerTo(model, { path: below, search: url.search, root, quirks });
  const body = document === null ? "" : JSON.stringify(document);
  const type = body === "" ? {} : { "Content-Type": "application/json; odata.metadata=minimal; charset=utf-8" };
  response.writeHead(status, { ...date, ...type, "Content-Length": Buffer.byteLength(body) }).end(body);
}
