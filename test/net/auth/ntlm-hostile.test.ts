import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/base/fault.ts";
import { decodeAuthenticate } from "../../../src/net/auth/ntlm-authenticate.ts";
import { decodeChallenge } from "../../../src/net/auth/ntlm-challenge.ts";
import { readChallenge } from "../../../src/net/auth/ntlm-logon.ts";
import { decodeNegotiate } from "../../../src/net/auth/ntlm-negotiate.ts";
import { verifyAuthenticate } from "../../../src/net/auth/ntlm-verify.ts";
import { authenticateMessage, challengeMessage, common } from "../fixtures/nlmp-ntlmv2.ts";
import { challengeBytes, GRANTED } from "../windows-side.ts";

/** Runs the work; a throw must be an INV508. */
function onlyFaults(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: "INV508" });
  }
}

const passwordOf = () => common.password;
const negotiate = Buffer.alloc(0);

describe("a message that is none", () => {
  test("with any byte changed or cut off is read or INV508", () => {
    const lengths = [challengeMessage, authenticateMessage];
    fc.assert(
      fc.property(fc.constantFrom(...lengths), fc.nat(255), fc.nat(255), (message, at, value) => {
        const changed = Buffer.from(message);
        changed[at % message.length] = value;
        for (const bytes of [changed, changed.subarray(0, at % message.length)]) {
          for (const decode of [decodeNegotiate, decodeChallenge, decodeAuthenticate]) onlyFaults(() => decode(bytes));
          onlyFaults(() =>
            verifyAuthenticate({ negotiate, challenge: challengeMessage, authenticate: bytes, passwordOf }),
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["a field that points beyond the end", (bytes: Buffer) => bytes.writeUInt32LE(0xffff_fff0, 44)],
    ["a list of names without end", (bytes: Buffer) => bytes.writeUInt16LE(bytes.readUInt16LE(40) - 4, 40)],
    ["a name longer than the list", (bytes: Buffer) => bytes.writeUInt16LE(0xfff0, 0x46)],
    ["another type", (bytes: Buffer) => bytes.writeUInt32LE(3, 8)],
    ["another signature", (bytes: Buffer) => bytes.write("NTLMSSQ", 0)],
  ])("a challenge with %s is INV508", (_what, spoil) => {
    const bytes = Buffer.from(challengeMessage);
    spoil(bytes);
    expect(() => decodeChallenge(bytes)).toThrow(expect.objectContaining({ code: "INV508" }));
  });

  test("a challenge of a megabyte is INV508", () => {
    const bytes = Buffer.concat([challengeMessage, Buffer.alloc(1_000_000)]);
    expect(() => decodeChallenge(bytes)).toThrow(expect.objectContaining({ code: "INV508" }));
  });

  test("a challenge that would allow less than NTLMv2 is INV508", () => {
    const unicode = 1;
    for (const flags of [GRANTED - unicode, 0x1]) {
      expect(() => readChallenge(challengeBytes({ flags }))).toThrow(expect.objectContaining({ code: "INV508" }));
    }
  });
});
