/** Filters of RFC 4515 as the LDAP package sends them. */

/** Escaped bytes that are no ASCII: RFC 4515 3 has them as UTF-8, the package takes each for a character of its own. */
const ESCAPED = /(?:\\[89A-Fa-f][0-9A-Fa-f])+/g;

/** The same filter in a form that is sent as it is meant; null where there is none, or `parse`, the package's own reader, throws at it. */
export function sendableFilter(filter: string, parse: (filter: string) => unknown): string | null {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    const sendable = filter.replaceAll(ESCAPED, (run) => utf8.decode(Buffer.from(run.replaceAll("\\", ""), "hex")));
    // It knows attributes by their names alone: neither by numbers nor with options.
    parse(sendable);
    return sendable;
  } catch {
    return null;
  }
}
