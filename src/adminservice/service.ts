import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { JsonObject } from "../base/json.ts";
import type { WebAnswer, WebLimits, WebService } from "../net/web.ts";
import { asSiteFault, statusFault } from "./answers.ts";
import type { SiteClass } from "./classes.ts";
import { readPage, type SitePage } from "./document.ts";
import { keyedPath, listPath } from "./question.ts";

/** How many instances a page is asked for. */
export const PAGE_ROWS = 1_000;
/** No service makes pages shorter than this, so that one without a link is the last. */
const SHORT_ROWS = 100;
/** How many pages anybody reads of one list. */
const MOST_PAGES = 20_000;
/** Before a question that may be answered later is asked again. */
const PAUSES_MS = [1_000, 5_000] as const;

/** One site's administration service. */
export interface ServiceOptions {
  /** Such as `https://sms.corp.example/AdminService`, without a slash at its end. */
  readonly base: URL;
  readonly web: Pick<WebService, "get" | "close">;
  readonly clock: Clock;
}

/** The path that tokens are sent to which carry no question. */
export function doorstepOf(base: URL): string {
  return `${base.pathname}/wmi/SMS_Site?$select=SiteCode&$top=1`;
}

/** Questions to the service, one after the other. Throws Faults INV610 to INV619. */
export class AdminService {
  readonly #base: URL;
  readonly #web: ServiceOptions["web"];
  readonly #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();
  #now: number | null = null;

  constructor({ base, web, clock }: ServiceOptions) {
    this.#base = base;
    this.#web = web;
    this.#clock = clock;
  }

  /** What it is called in sentences. */
  get name(): string {
    return this.#base.host;
  }

  /** The site's own time as its last answer said it, in milliseconds since 1970; null where it says none. */
  get siteTime(): number | null {
    return this.#now;
  }

  close(): void {
    this.#web.close();
  }

  /** The instance with this key; null where there is none. */
  async keyed(of: SiteClass, key: string, limits: WebLimits): Promise<JsonObject | null> {
    const page = await this.#ask(keyedPath(of, key), limits);
    return page?.rows[0] ?? null;
  }

  /**
   * Every instance that a filter lets through, page by page; null where the service has none such, as some sites say of
   * filters by a text. A service may give shorter pages than asked for: a list ends with an empty or a very short one.
   */
  async *pages(of: SiteClass, filter: string | null, limits: WebLimits): AsyncGenerator<readonly JsonObject[] | null> {
    let skip = 0;
    let path = listPath({ of, filter, top: PAGE_ROWS, skip });
    const asked = new Set<string>();
    for (let count = 0; count < MOST_PAGES; count++) {
      const page = await this.#ask(path, limits);
      if (page === null) {
        if (count > 0) throw statusFault(404, this.name);
        yield null;
        return;
      }
      if (page.rows.length === 0 && page.next === null) return;
      yield page.rows;
      if (page.rows.length < SHORT_ROWS && page.next === null) return;
      skip += page.rows.length;
      asked.add(path);
      path = page.next === null ? listPath({ of, filter, top: PAGE_ROWS, skip }) : this.#followed(page.next);
      if (asked.has(path)) break;
    }
    throw new Fault("INV616", `The pages of ${this.name} come to no end.`, { delivered: "yes" });
  }

  /** A link to the rest leads nowhere but to this service: the credential would go along. */
  #followed(link: string): string {
    const url = URL.canParse(link, this.#base.href) ? new URL(link, this.#base.href) : null;
    const root = `${this.#base.pathname}/`;
    if (url?.origin !== this.#base.origin || !url.pathname.toLowerCase().startsWith(root.toLowerCase())) {
      throw new Fault("INV616", `${this.name} says that its next page is elsewhere; it was not asked for.`, {
        delivered: "yes",
      });
    }
    return `/${url.pathname.slice(root.length)}${url.search}`;
  }

  /** One question at a time; what may pass is waited for a little. Null for 404. */
  async #ask(path: string, limits: WebLimits): Promise<SitePage | null> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          return await this.#once(path, limits);
        } catch (fault) {
          const pauseMs = PAUSES_MS[attempt];
          if (!(fault instanceof Fault) || !fault.retryable || pauseMs === undefined) throw fault;
          await this.#clock.sleep(pauseMs, limits.signal);
        }
      }
    } finally {
      resolve();
    }
  }

  async #once(path: string, limits: WebLimits): Promise<SitePage | null> {
    let answer: WebAnswer;
    try {
      answer = await this.#web.get(`${this.#base.pathname}${path}`, limits);
    } catch (fault) {
      throw fault instanceof Fault ? asSiteFault(fault, this.name) : fault;
    }
    const { status, body, date } = answer;
    if (date !== null) this.#now = date;
    if (status === 404) return null;
    if (status < 200 || status >= 300) throw statusFault(status, this.name);
    return readPage(body, this.name);
  }
}
