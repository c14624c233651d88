import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { Fault } from "../base/fault.ts";
import { within } from "./deadline.ts";

/** A name's addresses in the order in which to try them; at least one. Rejects with a Fault. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/** Where addresses come from. Each rejects with an error whose `code` is one of node:dns. */
export interface NameSources {
  readonly ipv4: (name: string) => Promise<readonly string[]>;
  readonly ipv6: (name: string) => Promise<readonly string[]>;
  /** The operating system's own way, with its hosts file and search list. It occupies one of few threads. */
  readonly system: (name: string) => Promise<readonly string[]>;
}

/** One question to one server; and how often. A name server that is silent this long will not save a connection. */
const QUERY = { timeout: 1_500, tries: 2 } as const;

/** More addresses than this are no computer's, and would only cost time. */
const MOST_ADDRESSES = 8;

/** Codes of node:dns that say: there is no such name, or it has no address of this kind. */
const ABSENT = new Set(["ENOTFOUND", "ENODATA", "ENONAME", "EBADNAME"]);

/**
 * Resolves over c-ares first, since the operating system's resolver answers on two threads only and twenty dead names
 * would hold up all others for half a minute. Where c-ares has no answer the operating system is asked, which knows
 * hosts files and short names; but not where the name server is silent, since it would be asked in vain again.
 */
export function nameResolver(sources: NameSources = systemSources()): ResolveName {
  return async (name, signal) => {
    if (isIP(name) !== 0) return [name];
    const found: string[] = [];
    const codes: string[] = [];
    const ask = async (source: (name: string) => Promise<readonly string[]>) => {
      try {
        found.push(...(await source(name)));
      } catch (error) {
        codes.push((error as NodeJS.ErrnoException).code ?? "");
      }
    };
    const ipv6 = ask(sources.ipv6);
    await within(signal, ask(sources.ipv4));
    if (found.length === 0) await within(signal, ipv6);
    if (found.length === 0 && !codes.includes("ETIMEOUT")) await within(signal, ask(sources.system));
    if (found.length > 0) return [...new Set(found)].slice(0, MOST_ADDRESSES);
    throw codes.every((code) => ABSENT.has(code)) ? unknown(name) : silent(name, codes);
  };
}

function unknown(name: string): Fault {
  return new Fault("INV401", `The name ${name} does not exist.`);
}

function silent(name: string, codes: readonly string[]): Fault {
  const code = codes.find((each) => !ABSENT.has(each)) ?? "";
  return new Fault("INV402", `The name ${name} could not be looked up${code === "" ? "" : ` (${code})`}.`);
}

function systemSources(): NameSources {
  const resolver = new Resolver(QUERY);
  return {
    ipv4: (name) => resolver.resolve4(name),
    ipv6: (name) => resolver.resolve6(name),
    system: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
  };
}
