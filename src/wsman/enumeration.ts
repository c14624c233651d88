import { Fault } from "../base/fault.ts";
import type { RequestParts } from "./envelope.ts";
import { readEnumerate } from "./messages/enumerate.ts";
import type { Page } from "./messages/page.ts";
import { pullRequest, readPull } from "./messages/pull.ts";
import { releaseRequest } from "./messages/release.ts";
import type { XmlElement } from "./xml.ts";

/** The s:Body of an answer, and how many bytes the whole answer had. */
export interface Answer {
  readonly body: XmlElement;
  readonly bytes: number;
}

/** How much of an enumeration is read before it is given up. */
export interface EnumerationLimits {
  /** Items of one enumeration. */
  readonly items: number;
  /** Pages of one enumeration; Windows may send empty ones. */
  readonly pages: number;
  /** Of all its answers together. */
  readonly bytes: number;
}

/** A client knows some dozens of rows; whole tables of a class such as Win32_Process stay far below as well. */
const ENUMERATION_LIMITS: EnumerationLimits = { items: 10_000, pages: 10_000, bytes: 67_108_864 };

/** An enumeration to be read, and the means to do so. */
export interface EnumerationOptions {
  /** The Enumerate message. */
  readonly opening: RequestParts;
  /** Sends one message of the enumeration. */
  readonly exchange: (parts: RequestParts, repeatable: boolean) => Promise<Answer>;
  /** Sends a Release, where that costs no new connection. Its outcome does not matter. */
  readonly release: (parts: RequestParts) => Promise<void>;
  /** How a sentence about it begins. */
  readonly doing: string;
  readonly limits?: EnumerationLimits;
}

/**
 * Reads an enumeration to its end: Enumerate, then Pull until EndOfSequence. What is given up early, by a fault or by
 * having too many results (INV608), is released. An Enumerate may be repeated: at worst the host keeps a context that
 * dies by itself. A Pull may not: the page of a lost answer would be missing without a sign.
 */
export async function readAll(options: EnumerationOptions): Promise<readonly XmlElement[]> {
  const { opening, exchange, release, doing, limits = ENUMERATION_LIMITS } = options;
  const items: XmlElement[] = [];
  const first = await exchange(opening, true);
  let bytes = first.bytes;
  let page: Page = readEnumerate(first.body);
  try {
    for (let pages = 1; ; pages++) {
      for (const item of page.items) items.push(item);
      if (items.length > limits.items) throw tooMany(doing, `${limits.items} results`);
      if (bytes > limits.bytes) throw tooMany(doing, `${limits.bytes} bytes`);
      if (page.context === null) return items;
      if (pages === limits.pages) throw tooMany(doing, `${limits.pages} pages`);
      const next = await exchange(pullRequest(opening.resourceUri, page.context), false);
      bytes += next.bytes;
      page = readPull(next.body, page.context);
    }
  } catch (fault) {
    const { context } = page;
    const forgotten = fault instanceof Fault && fault.code === "INV716";
    if (context !== null && !forgotten) await release(releaseRequest(opening.resourceUri, context));
    throw fault;
  }
}

function tooMany(doing: string, what: string): Fault {
  return new Fault("INV608", `${doing} was given up: it has more than ${what}.`, { delivered: "yes" });
}
