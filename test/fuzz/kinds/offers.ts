import { offerOf, offersInWords, readOffers } from "../../../src/net/auth/offers.ts";
import { type Kind, same } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";

/** More than any host offers is not read. */
const MOST = 8;

/** WWW-Authenticate headers, a line each. */
export const offeredSchemes: Kind = {
  samples: [
    "Negotiate",
    "Negotiate TlRMTVNTUAACAAAA",
    'Negotiate\nKerberos\nBasic realm="WSMAN"\nCredSSP',
    'Negotiate, Basic realm="a, b", NTLM',
    "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual",
  ].map((text) => Buffer.from(text)),
  words: ["Negotiate", "Basic", "NTLM", "Kerberos", "realm=", '"WSMAN"', "TlRMTVNTUAACAAAA", "==", ","],
  text: true,
  structures: lineMutators,
  try(input) {
    const offers = readOffers(input.toString("latin1").split("\n"));
    if (offers.length > MOST) throw new Error(`${offers.length} offers`);
    const said = offersInWords(offers);
    if (/\p{Cc}/u.test(said) || said.length > 1_000) throw new Error(`said as ${JSON.stringify(said)}`);
    for (const { scheme } of offers)
      same(offerOf(offers, scheme.toUpperCase())?.scheme.toUpperCase(), scheme.toUpperCase(), "the offer");
    return offers.length > 0 ? "accepted" : "refused";
  },
};
