import type { Transport } from "../../../net/transport.ts";

/** A transport whose last answer can be looked at as it came. */
export interface Tap extends Transport {
  /** The text of the last answer; empty before. */
  readonly raw: string;
}

/** Answers that are looked at are small; of a larger one the beginning will do. */
const MOST_BYTES = 65_536;

/** The same transport, with an ear at it. */
export function tapped(transport: Transport): Tap {
  let raw = "";
  return {
    async post(...parts) {
      const reply = await transport.post(...parts);
      raw = reply.body.toString("utf8", 0, MOST_BYTES);
      return reply;
    },
    get raw() {
      return raw;
    },
    get logon() {
      return transport.logon;
    },
    get requests() {
      return transport.requests;
    },
    get connected() {
      return transport.connected;
    },
    rest: () => transport.rest(),
    close: () => transport.close(),
  };
}

/** The elements of these local names as they stand in a text, each with its start tag: `<p:X xsi:nil="true"/>`. */
export function elementsIn(raw: string, ...locals: readonly string[]): readonly string[] {
  const names = locals.join("|");
  const pattern = new RegExp(`<([\\w.-]+:)?(${names})(\\s[^<>]*)?(/>|>.*?</([\\w.-]+:)?\\2\\s*>)`, "gs");
  return [...raw.matchAll(pattern)].slice(0, MOST_PIECES).map(([piece]) => piece.slice(0, LONGEST_PIECE));
}

const MOST_PIECES = 12;
const LONGEST_PIECE = 400;
