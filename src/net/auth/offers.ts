/** WWW-Authenticate, RFC 9110 11.6.1: the schemes that a host offers, and the token of the one that is under way. */
export interface Offer {
  readonly scheme: string;
  /** What stood after the scheme, where it is a token of base64; else null. */
  readonly token: Buffer | null;
}

/** More offers than any host makes. */
const MOST_OFFERS = 8;

/** Reads the headers. Windows writes a header for each scheme, others put them into one with commas. */
export function readOffers(headers: readonly string[]): readonly Offer[] {
  const offers: Offer[] = [];
  for (const part of headers.flatMap((header) => header.split(","))) {
    const match = /^([A-Za-z][\w.:/-]{0,80})(?:\s+(\S.*))?$/.exec(part.trim());
    if (match === null || offers.length === MOST_OFFERS) continue;
    const text = match[2] ?? "";
    const token = text !== "" && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : null;
    offers.push({ scheme: match[1] as string, token });
  }
  return offers;
}

/** The offer of a scheme, without regard to case, or null. */
export function offerOf(offers: readonly Offer[], scheme: string): Offer | null {
  return offers.find((offer) => offer.scheme.toLowerCase() === scheme.toLowerCase()) ?? null;
}

/** The schemes for people: `Negotiate and Basic`, or `nothing`. */
export function offersInWords(offers: readonly Offer[]): string {
  const schemes = offers.map(({ scheme }) => scheme);
  const last = schemes.pop();
  if (last === undefined) return "nothing";
  return schemes.length === 0 ? last : `${schemes.join(", ")} and ${last}`;
}
