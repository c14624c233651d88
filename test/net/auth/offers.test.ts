import { expect, test } from "vitest";
import { offerOf, offersInWords, readOffers } from "../../../src/net/auth/offers.ts";

test("schemes are read from a header each or from one with commas", () => {
  const separate = readOffers(["Negotiate", 'Basic realm="WSMAN"', "CredSSP"]);
  const together = readOffers(['Negotiate, Basic realm="WSMAN", CredSSP']);
  expect(separate.map(({ scheme }) => scheme)).toEqual(["Negotiate", "Basic", "CredSSP"]);
  expect(together).toEqual(separate);
  expect(offerOf(separate, "basic")).toEqual({ scheme: "Basic", token: null });
  expect(offerOf(separate, "Kerberos")).toBeNull();
});

test("a token is read as base64, and nothing else is taken for one", () => {
  const [token, spoilt] = readOffers(["Negotiate TlRMTVNTUAA=", "Kerberos not*base64"]);
  expect(token?.token?.toString("latin1")).toBe("NTLMSSP\0");
  expect(spoilt?.token).toBeNull();
});

test("they are named for people, without what a scheme cannot be", () => {
  expect(offersInWords(readOffers(["Negotiate", "Kerberos", "Basic"]))).toBe("Negotiate, Kerberos and Basic");
  expect(offersInWords(readOffers(["Basic"]))).toBe("Basic");
  expect(offersInWords(readOffers(["\u001b[31mred", ""]))).toBe("nothing");
});
