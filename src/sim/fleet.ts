/** A fleet of simulated clients on loopback: computers, not code. */
import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { connect, createServer, type Server, type Socket } from "node:net";
import { type Clock, systemClock } from "../base/clock.ts";
import { type Random, seededRandom } from "../base/random.ts";
import type { Absence } from "./absence.ts";
import { createAccount } from "./account.ts";
import { createSite, type SimSite, type SimSiteOptions } from "./adminservice/start.ts";
import { HOME_SITE, type Home, SimClient } from "./client.ts";
import { Gate, needsGate } from "./gate.ts";
import type { KindName } from "./kinds.ts";
import { createListener } from "./listener.ts";
import { type ClientFiles, createTls } from "./tls.ts";
import { createTruthServer, type Placed, type TruthDocument, truthOf } from "./truth.ts";
import { cycleLength, forecast, type Weather } from "./weather.ts";

/** What fleet to start. */
export interface FleetOptions {
  /** How many; with `names`, one for each name. */
  readonly clients: number;
  /** Of the healthy clients' listener; 0 picks one. */
  readonly port: number;
  /** The same seed gives the same kinds, rows and cycle lengths. */
  readonly seed: number;
  readonly weather: Weather;
  /** The kinds of the first clients, in the place of those that the weather would bring. */
  readonly kinds?: readonly KindName[];
  readonly tls: boolean;
  /** Takes plain messages over plain HTTP, as no Windows host does by default. */
  readonly allowUnencrypted: boolean;
  readonly names?: readonly string[];
  readonly password?: string;
  readonly clock?: Clock;
  /** The site and the version of clients that have none of their own. */
  readonly home?: Home;
  /** A site beside the clients; left out for none. */
  readonly adminService?: SimSiteOptions;
  /** Scripts that no simulated computer understands are taken for done. */
  readonly pretends?: boolean;
}

/** One computer of the fleet, as a list of targets has it. */
export interface FleetTarget {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** A running fleet. */
export interface Fleet {
  readonly address: string;
  /** Of the healthy clients' listener. */
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly targets: readonly FleetTarget[];
  /** The authority to trust under TLS, a PEM file; null without TLS. */
  readonly ca: string | null;
  /** The administration service of the site, and the authority that its certificate is from; null where there is none. */
  readonly adminService: { readonly service: string; readonly ca: string } | null;
  /** Under TLS, what to log on with by certificate; null without TLS. */
  readonly client: ClientFiles | null;
  /** GET it for the truth as JSON. */
  readonly truthUrl: string;
  truth(): TruthDocument;
  /** Ends every connection, cycle and listener, and removes the authority's file. */
  close(): Promise<void>;
}

const ADDRESS = "127.0.0.1";
/** Callers that come at once are let in one after another. */
const BACKLOG = 4_096;

/** Starts the listeners. Rejects where the port is taken. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { seed, weather, tls, allowUnencrypted, clock = systemClock, home = {}, pretends = false } = options;
  const names = options.names ?? inventNames(options.clients);
  const kinds = options.kinds ?? forecast(weather, names.length, seed);
  const cycleMs = cycleLength(weather);
  const clients = names.map((name, index) => {
    const kind = kinds[index] ?? "healthy";
    return new SimClient({ name, kind, clock, cycleMs, home, pretends, seed: seed * 1_000_003 + index });
  });
  const account = createAccount(options.password);
  const byName = new Map(clients.map((client) => [client.name.toLowerCase(), client]));
  const flawOf = (name: string) => byName.get(name.toLowerCase())?.kind.certificate;
  const authority = tls || options.adminService !== undefined ? createTls(names, flawOf) : null;
  const open = new Listening();
  const close = async () => {
    for (const client of clients) client.close();
    await open.close();
    authority?.remove();
  };
  try {
    const clientOf = directory(clients);
    const shared = createListener({ clientOf, account, tls: tls ? authority : null, allowUnencrypted });
    const port = await open.add(shared, options.port);
    const gates = new Map(clients.filter(needsGate).map((client) => [client, new Gate(client, shared)]));
    const placed: readonly Placed[] = await place(clients, { port, open, gates });
    schedule(placed, { open, gates, random: seededRandom(seed) });
    const beside = { clients, account, clock, seed, site: home.site ?? HOME_SITE };
    const site =
      authority === null || options.adminService === undefined
        ? null
        : await addSite(open, createSite(options.adminService, { ...beside, tls: authority }));
    const truth = (): TruthDocument => ({
      weather,
      seed,
      clients: placed.map(truthOf),
      ...(site !== null && { site: site.truth() }),
    });
    const truthPort = await open.add(createTruthServer(truth), 0);
    const targets = placed.map(({ client, address, port: own }) => ({ name: client.name, address, port: own }));
    const truthUrl = `http://${ADDRESS}:${truthPort}/truth`;
    const ca = authority?.ca ?? null;
    const adminService = site === null || ca === null ? null : { service: site.service, ca };
    const reached = { address: ADDRESS, port, ...account, targets, ca: tls ? ca : null };
    return { ...reached, client: tls ? (authority?.client ?? null) : null, adminService, truthUrl, truth, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addSite(open: Listening, { server, serviceAt, truth }: SimSite) {
  const service = serviceAt(await open.add(server, 0));
  return { service, truth: () => truth(service) };
}

function inventNames(count: number): readonly string[] {
  const digits = Math.max(4, String(count).length);
  return Array.from({ length: count }, (_, index) => `sim-${String(index + 1).padStart(digits, "0")}.fleet.example`);
}

/** By the Host header; one that is unknown or numeric means the first client. */
function directory(clients: readonly SimClient[]): (host: string | undefined) => SimClient {
  const byName = new Map(clients.map((client) => [client.name.toLowerCase(), client]));
  const first = clients[0] as SimClient;
  return (host) => byName.get((host ?? "").replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase()) ?? first;
}

interface Doors {
  readonly open: Listening;
  readonly gates: ReadonlyMap<SimClient, Gate>;
}

/** A client that cannot be reached, or not always, has a port of its own. */
async function place(
  clients: readonly SimClient[],
  { port, open, gates }: Doors & { readonly port: number },
): Promise<readonly Placed[]> {
  const placed: Placed[] = [];
  for (const client of clients) {
    const closed = client.kind.reach === "closed";
    const door = client.kind.reach === "silent" ? mute(client) : gates.get(client)?.server;
    const own = closed ? await open.reserve() : door === undefined ? port : await open.add(door, 0);
    placed.push({ client, address: ADDRESS, port: own });
  }
  return placed;
}

/** Lets those go away that do, once they, or the first of their kind, were triggered. */
function schedule(placed: readonly Placed[], { open, gates, random }: Doors & { readonly random: Random }): void {
  const within = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  const firsts = new Map<Absence, PromiseWithResolvers<void>>();
  for (const { client, port } of placed) {
    const { absence } = client.kind;
    const gate = gates.get(client);
    if (absence === undefined || gate === undefined) continue;
    const first = firsts.get(absence) ?? Promise.withResolvers<void>();
    firsts.set(absence, first);
    const { triggered } = client.agent;
    void triggered.then(first.resolve);
    const leaving = { shape: absence.shape, afterMs: within(absence.afterMs), lastsMs: within(absence.lastsMs) };
    const due = absence.since === "own" ? triggered : first.promise;
    void due.then(() => gate.leave({ ...leaving, relisten: () => open.relisten(port) }));
  }
}

/** Accepts and never says a word. */
function mute(client: SimClient): Server {
  return createServer(() => void client.deeds.connect());
}

/** The listeners of a fleet and the connections they hold. */
class Listening {
  readonly #servers = new Map<number, Server | HttpServer>();
  readonly #sockets = new Set<Socket>();
  /** Where connections lead that only hold a port. */
  #anchor: Promise<number> | null = null;

  /** Listens, and gives the port. */
  async add(server: Server | HttpServer, port: number): Promise<number> {
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.once("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host: ADDRESS, backlog: BACKLOG }, resolve);
    });
    const address = server.address();
    const taken = typeof address === "object" && address !== null ? address.port : port;
    this.#servers.set(taken, server);
    return taken;
  }

  /** Listens again where it was closed for a while; false where somebody else has the port now. */
  async relisten(port: number): Promise<boolean> {
    const server = this.#servers.get(port);
    if (server === undefined) return true;
    return new Promise((resolve) => {
      const taken = () => resolve(false);
      server.once("error", taken);
      server.listen({ port, host: ADDRESS, backlog: BACKLOG }, () => {
        server.removeListener("error", taken);
        resolve(true);
      });
    });
  }

  /** A port at which nobody listens, and nobody else can: a connection of our own begins there. */
  async reserve(): Promise<number> {
    this.#anchor ??= this.add(createServer(), 0);
    const socket = connect({ port: await this.#anchor, host: ADDRESS });
    this.#sockets.add(socket);
    await once(socket, "connect");
    socket.on("error", () => {});
    return socket.localPort as number;
  }

  async close(): Promise<void> {
    const closing = [...this.#servers.values()].map(ended);
    this.#servers.clear();
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closing);
  }
}

function ended(server: Server | HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
