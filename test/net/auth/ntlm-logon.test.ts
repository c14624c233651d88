import { describe, expect, test } from "vitest";
import { AvId, avBytes, decodeAvPairs } from "../../../src/net/auth/av-pairs.ts";
import { decodeAuthenticate } from "../../../src/net/auth/ntlm-authenticate.ts";
import { upperCase } from "../../../src/net/auth/ntlm-keys.ts";
import { accountOf, answerChallenge, negotiateMessage, readChallenge } from "../../../src/net/auth/ntlm-logon.ts";
import { decodeNegotiate } from "../../../src/net/auth/ntlm-negotiate.ts";
import { verifyAuthenticate } from "../../../src/net/auth/ntlm-verify.ts";
import { credential } from "../caller-side.ts";
import { challengeBytes, GRANTED, names, PASSWORD } from "../windows-side.ts";

const channelBinding = Buffer.alloc(16, 0xcb);

function answer(change: Parameters<typeof challengeBytes>[0] = {}, username = "CORP\\admin", password = PASSWORD) {
  const challenge = challengeBytes(change);
  const { authenticate, sessionKey } = answerChallenge(readChallenge(challenge), {
    credential: credential(password, username),
    targetName: "pc-001.corp.example",
    channelBinding: null,
  });
  const exchange = { negotiate: negotiateMessage, challenge, authenticate, passwordOf: () => password };
  return { authenticate, sessionKey, challenge, exchange, verified: verifyAuthenticate(exchange) };
}

describe("the first message", () => {
  test("has 40 bytes, asks for sealing with 128 bits, and for Unicode alone", () => {
    expect(negotiateMessage.length).toBe(40);
    expect(decodeNegotiate(negotiateMessage).flags).toBe(0xe288_8235);
  });
});

describe("the answer to a challenge", () => {
  test("with a timestamp has a MIC, the host's time and no LM response", () => {
    const { authenticate, verified } = answer();
    const message = decodeAuthenticate(authenticate);
    expect(verified).toMatchObject({ user: "admin", domain: "CORP", mic: true });
    expect(message.lmResponse).toEqual(Buffer.alloc(24));
    expect(message.ntResponse.subarray(24, 32)).toEqual(avBytes(names, AvId.timestamp));
    expect(message.workstation).toBe("");
  });

  test("without one has an LMv2 response, the own time and no MIC", () => {
    const targetInfo = names.filter(({ id }) => id !== AvId.timestamp);
    const { authenticate, verified } = answer({ targetInfo });
    const message = decodeAuthenticate(authenticate);
    expect(verified).toMatchObject({ mic: false });
    expect(message.mic).toBeNull();
    expect(message.lmResponse).not.toEqual(Buffer.alloc(24));
    const year = 1601 + Number(message.ntResponse.readBigUInt64LE(24) / 10_000_000n) / 31_556_952;
    expect(Math.trunc(year)).toBeGreaterThan(2020);
  });

  test("whose bytes were changed on the way is not accepted", () => {
    const { exchange } = answer();
    const authenticate = Buffer.from(exchange.authenticate);
    const flagsAt = 60;
    authenticate.writeUInt32LE(GRANTED - 0x20, flagsAt);
    expect(verifyAuthenticate({ ...exchange, authenticate })).toBeNull();
  });

  test("keeps to the flags that the host granted, and both ends get the same session key", () => {
    const sealing = 0x4000_0030;
    for (const flags of [GRANTED, (GRANTED & ~sealing) >>> 0]) {
      const { verified, sessionKey } = answer({ flags });
      expect((verified?.flags ?? 0) & ~flags).toBe(0);
      expect(verified?.exportedSessionKey).toEqual(sessionKey);
    }
  });

  test("carries a channel binding where there is one", () => {
    const { authenticate } = answerChallenge(readChallenge(challengeBytes()), {
      credential: credential(),
      targetName: "pc-001",
      channelBinding,
    });
    const pairs = decodeAvPairs(decodeAuthenticate(authenticate).ntResponse.subarray(44));
    expect(avBytes(pairs, AvId.channelBindings)).toEqual(channelBinding);
  });

  test("does not repeat a target name or binding that the host put there", () => {
    const planted = [
      ...names,
      { id: AvId.channelBindings, value: Buffer.alloc(16) },
      { id: AvId.targetName, value: Buffer.alloc(2) },
    ];
    const { verified } = answer({ targetInfo: planted });
    expect(verified?.targetInfo.filter(({ id }) => id === AvId.channelBindings)).toEqual([]);
    expect(verified?.targetInfo.filter(({ id }) => id === AvId.targetName).length).toBe(1);
  });

  test("never holds the password, in no encoding", () => {
    const { authenticate } = answer();
    for (const encoding of ["utf8", "utf16le"] as const) {
      expect(authenticate.includes(Buffer.from(PASSWORD, encoding))).toBe(false);
    }
  });
});

describe("an account", () => {
  const challenge = readChallenge(challengeBytes());

  test.each([
    ["CORP\\admin", "admin", "CORP"],
    ["corp.example\\admin", "admin", "corp.example"],
    ["admin@corp.example", "admin@corp.example", ""],
    ["Administrator", "Administrator", ""],
    [".\\Administrator", "Administrator", "PC-001"],
    ["CORP\\a\\b", "a\\b", "CORP"],
  ])("%s is user %s in domain %j", (username, user, domain) => {
    expect(accountOf(username, challenge)).toEqual({ user, domain });
  });

  test.each(["CORP\\jürgen", "ÄÖÜ@corp.example", "CORP\\straße", "CORP\\Ωmega"])(
    "%s is accepted with a password of the world",
    (username) => {
      expect(answer({}, username, "Grüße-漢字-🔑").verified).not.toBeNull();
    },
  );

  // Simple mappings of UnicodeData.txt, one unit for one; ß has none, and nothing beyond ASCII becomes ASCII.
  test.each([
    ["jürgen", "JÜRGEN"],
    ["straße", "STRAßE"],
    ["ıſ", "ıſ"],
    ["ωσς", "ΩΣΣ"],
    ["я", "Я"],
    ["ÿ", "Ÿ"],
  ])("%s in upper case is %s", (text, upper) => {
    expect(upperCase(text)).toBe(upper);
  });
});
