import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AvId, avFlags, avText, decodeAvPairs } from "../../../src/net/auth/av-pairs.ts";
import { decodeAuthenticate, encodeAuthenticate } from "../../../src/net/auth/ntlm-authenticate.ts";
import { decodeChallenge, encodeChallenge } from "../../../src/net/auth/ntlm-challenge.ts";
import { decodeNegotiate, encodeNegotiate } from "../../../src/net/auth/ntlm-negotiate.ts";
import { decodeSpnego } from "../../../src/net/auth/spnego.ts";

/** Recorded tokens are no part of the project; INVRUN_RECORDINGS names the folder where they lie, if they do. */
const folder = process.env.INVRUN_RECORDINGS;

function token(name: string): Buffer {
  return readFileSync(join(folder as string, "spnego-tokens", name));
}

describe.skipIf(folder === undefined)("recorded tokens (set INVRUN_RECORDINGS to run these)", () => {
  test("Negotiate is read and written the same", () => {
    const bytes = token("ntlm_negotiate");
    expect(encodeNegotiate(decodeNegotiate(bytes))).toEqual(bytes);
  });

  test("Challenge is read and written the same", () => {
    const bytes = token("ntlm_challenge");
    const message = decodeChallenge(bytes);
    expect(avText(message.targetInfo, AvId.dnsComputerName)).toBe("DC01.domain.local");
    expect(encodeChallenge(message)).toEqual(bytes);
  });

  test.each(["ntlm_authenticate", "ntlm_authenticate_no_sign_seal"])("%s is read", (name) => {
    const message = decodeAuthenticate(token(name));
    expect(message.user).toMatch(/^vagrant/);
    expect(decodeAvPairs(message.ntResponse.subarray(44)).length).toBeGreaterThan(5);
  });

  test("an Authenticate with a MIC has it after the version", () => {
    const bytes = token("ntlm_authenticate_no_sign_seal");
    const message = decodeAuthenticate(bytes);
    expect(avFlags(decodeAvPairs(message.ntResponse.subarray(44)))).toBe(2);
    expect(message.mic).toEqual(bytes.subarray(72, 88));
    expect(decodeAuthenticate(encodeAuthenticate(message))).toEqual(message);
  });

  test("SPNEGO of real hosts is read", () => {
    expect(decodeSpnego(token("initial_context_token_neg_token_init"))).toMatchObject({
      init: { mechTypes: ["1.2.840.113554.1.2.2", "1.3.6.1.4.1.311.2.2.10"] },
    });
    expect(decodeSpnego(token("initial_context_token_neg_token_init2"))).toMatchObject({
      init: { mechToken: null, mechListMic: null },
    });
    expect(decodeSpnego(token("neg_token_resp"))).toMatchObject({
      kind: "resp",
      resp: { negState: 0, supportedMech: "1.2.840.113554.1.2.2" },
    });
  });
});
