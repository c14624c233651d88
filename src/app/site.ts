import { resolve } from "node:path";
import { siteClasses } from "../adminservice/classes.ts";
import { AdminService, doorstepOf } from "../adminservice/service.ts";
import { SiteWatch } from "../adminservice/watch.ts";
import { type Clock, systemClock } from "../base/clock.ts";
import type { Credential } from "../base/credential.ts";
import { Fault } from "../base/fault.ts";
import { Refusal } from "../base/refusal.ts";
import { Logons } from "../engine/logons.ts";
import type { Plan } from "../model/plan.ts";
import { WebService } from "../net/web.ts";
import { planKinds } from "../steps/index.ts";
import { readAuthorities } from "./authorities.ts";
import type { NamedSite } from "./config.ts";
import type { Credentials } from "./credentials.ts";

/** Where an address names no port. */
const HTTPS_PORT = 443;
/** How long one question may take, and connecting, in milliseconds: a large site answers slowly. */
const TIMES = { question: 120_000, connect: 30_000 } as const;

/** A site that can be asked. */
export interface OpenSite {
  readonly service: AdminService;
  /** What the site's credential is held to: one refused logon there is the last. */
  readonly logons: Logons;
  readonly site: NamedSite;
}

/** Whether some step of a plan awaits anything at the site. */
export function awaitsSite({ steps }: Pick<Plan, "steps">): boolean {
  return steps.some(({ kind, input }) => {
    const awaited = planKinds.find(({ key }) => key === kind)?.awaitsAtSite?.(input) ?? [];
    return awaited.length > 0;
  });
}

/**
 * The configured site; nothing is asked before the first question. Throws Refusals: INV375 where none is configured, and
 * what the credential's own source says.
 */
export async function openSite(
  credentials: Credentials,
  { clock, why }: { readonly clock: Clock; readonly why: string },
): Promise<OpenSite> {
  const { site } = credentials.configuration;
  if (site === undefined) throw new Refusal("INV375", `${why}, and no site is configured.`);
  checkGrant(site, new URL(site.service).hostname, credentials);
  const credential = await credentials.resolve(site.credential, site.auth);
  const ca = site.ca === null ? [] : [await readAuthorities(resolve(site.file.folder, site.ca))];
  const logons = new Logons(credential.name);
  return { service: serviceAt(site.service, { ca, auth: site.auth, credential, clock, gate: logons }), site, logons };
}

interface Entry {
  readonly ca: readonly string[];
  readonly auth: NamedSite["auth"];
  readonly credential: Credential;
  readonly clock: Clock;
  readonly gate: Logons;
}

function serviceAt(address: string, { clock, ...entry }: Entry): AdminService {
  const base = new URL(address);
  const web = new WebService({
    ...entry,
    host: base.hostname,
    port: base.port === "" ? HTTPS_PORT : Number(base.port),
    connectTimeoutMs: TIMES.connect,
    doorstep: doorstepOf(base),
  });
  return new AdminService({ base, web, clock });
}

/** A project that is trusted still sends no credential of the user's where its owner did not let it go. */
function checkGrant({ credential, file }: NamedSite, host: string, { configuration }: Credentials): void {
  if (file.owner === "user" || credential === null) return;
  const named = configuration.credentials.find(({ name }) => name.toLowerCase() === credential.toLowerCase());
  if (named?.file.owner !== "user" || named.grant?.allows({ name: host }) === true) return;
  throw new Refusal(
    "INV381",
    `The project's site ${host} would get your credential ${credential}, which is not for it.`,
  );
}

/** The site for a run, and what its credential is held to; null where nothing of the plan awaits anything there. */
export async function openWatch(plan: Plan, credentials: Credentials, clock: Clock) {
  if (!awaitsSite(plan)) return null;
  const { service, logons } = await openSite(credentials, { clock, why: "A step waits `at: site`" });
  return { site: new SiteWatch({ service, clock }), logons };
}

/** A site that is known by its address and the file of its authority: one that is simulated for a rehearsal. */
export async function watchOf(known: {
  readonly service: string;
  readonly ca: string;
  readonly credential: Credential;
}): Promise<SiteWatch> {
  const clock = systemClock;
  const { credential } = known;
  const ca = [await readAuthorities(known.ca)];
  const gate = new Logons(credential.name);
  return new SiteWatch({
    service: serviceAt(known.service, { ca, auth: "negotiate", credential, clock, gate }),
    clock,
  });
}

/** Bounds of one question. */
export function questionLimits(signal: AbortSignal = new AbortController().signal) {
  return { signal, timeoutMs: TIMES.question } as const;
}

/**
 * Questions to the configured site before a run: it is opened with the first, on one connection for all of them. Must be
 * closed. That the site cannot be asked is a Refusal.
 */
export class SiteInquiry {
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  #open: Promise<OpenSite> | null = null;

  constructor(credentials: Credentials, clock: Clock) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /** `why` begins the sentence that says that no site is configured. */
  async ask<T>(why: string, question: (open: OpenSite) => Promise<T>): Promise<T> {
    this.#open ??= this.#begin(why);
    return asked(async () => question(await (this.#open as Promise<OpenSite>)));
  }

  async close(): Promise<void> {
    const open = await this.#open?.catch(() => null);
    open?.service.close();
  }

  async #begin(why: string): Promise<OpenSite> {
    const open = await openSite(this.#credentials, { clock: this.#clock, why });
    await asked(() => checkCode(open.service, open.site.code));
    return open;
  }
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    throw new Refusal("INV379", fault.message, { hint: fault.hint, cause: fault });
  }
}

/** Another site's collection of the same name would be other computers. */
async function checkCode(service: AdminService, code: string | null): Promise<void> {
  if (code === null) return;
  const codes: string[] = [];
  for await (const rows of service.pages(siteClasses.site, null, questionLimits()))
    for (const { SiteCode } of rows ?? []) if (typeof SiteCode === "string") codes.push(SiteCode.toUpperCase());
  if (codes.includes(code)) return;
  const found = codes.length === 0 ? "says no site code" : `is the site ${codes.join(" and ")}`;
  throw new Refusal("INV379", `${service.name} ${found}, and \`site.code\` is ${code}.`);
}
