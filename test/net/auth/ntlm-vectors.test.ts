import { describe, expect, test } from "vitest";
import { AvId, encodeAvPairs, textPair } from "../../../src/net/auth/av-pairs.ts";
import { decodeAuthenticate, encodeAuthenticate } from "../../../src/net/auth/ntlm-authenticate.ts";
import { decodeChallenge, encodeChallenge } from "../../../src/net/auth/ntlm-challenge.ts";
import {
  encodeClientChallenge,
  exchangeSessionKey,
  lmv2Response,
  ntowfv2,
  proveNtlmv2,
  sealKey,
  signKey,
} from "../../../src/net/auth/ntlm-keys.ts";
import { verifyAuthenticate } from "../../../src/net/auth/ntlm-verify.ts";
import { Sealing } from "../../../src/net/auth/sealing.ts";
import * as nlmp from "../fixtures/nlmp-ntlmv2.ts";

const { common } = nlmp;
const targetInfo = [textPair(AvId.domainName, common.domain), textPair(AvId.computerName, common.serverName)];

describe("the computations are those of [MS-NLMP] 4.2.4", () => {
  test("4.2.4.1.1 NTOWFv2", () => {
    expect(ntowfv2(common)).toEqual(nlmp.ntowfv2Value);
  });

  test("4.2.4.1.2 Session Base Key and 4.2.4.2.2 NTLMv2 Response", () => {
    const { serverChallenge } = common;
    expect(proveNtlmv2(nlmp.ntowfv2Value, { serverChallenge, temp: nlmp.temp })).toEqual({
      proof: nlmp.ntProof,
      sessionBaseKey: nlmp.sessionBaseKey,
    });
  });

  test("4.2.4.1.3 temp", () => {
    const { time, clientChallenge: nonce } = common;
    expect(encodeClientChallenge({ time, nonce, targetInfo: encodeAvPairs(targetInfo) })).toEqual(nlmp.temp);
  });

  test("4.2.4.2.1 LMv2 Response", () => {
    const { serverChallenge, clientChallenge: nonce } = common;
    expect(lmv2Response(nlmp.ntowfv2Value, { serverChallenge, nonce })).toEqual(nlmp.lmv2);
  });

  test("4.2.4.2.3 Encrypted Session Key, both ways", () => {
    expect(exchangeSessionKey(nlmp.sessionBaseKey, common.randomSessionKey)).toEqual(nlmp.encryptedSessionKey);
    expect(exchangeSessionKey(nlmp.sessionBaseKey, nlmp.encryptedSessionKey)).toEqual(common.randomSessionKey);
  });

  test("4.2.4.4 GSS_WrapEx: keys, sealed bytes and signature", () => {
    const { wrapExample } = nlmp;
    expect(sealKey(common.randomSessionKey, "client-to-server")).toEqual(wrapExample.sealKey);
    expect(signKey(common.randomSessionKey, "client-to-server")).toEqual(wrapExample.signKey);
    const sealing = new Sealing({ sessionKey: common.randomSessionKey, role: "client" });
    expect(sealing.seal(wrapExample.plain)).toEqual({ data: wrapExample.sealed, signature: wrapExample.signature });
  });
});

describe("the messages are those of [MS-NLMP] 4.2.4.3", () => {
  const challenge = {
    flags: nlmp.challengeFlags,
    serverChallenge: common.serverChallenge,
    targetName: common.serverName,
    targetInfo,
    version: { major: 6, minor: 0, build: 6000 },
  };
  const authenticate = {
    flags: 0xe288_8235,
    lmResponse: nlmp.lmv2,
    ntResponse: Buffer.concat([nlmp.ntProof, nlmp.temp]),
    domain: common.domain,
    user: common.user,
    workstation: common.workstation,
    encryptedSessionKey: nlmp.encryptedSessionKey,
    version: { major: 5, minor: 1, build: 2600 },
    mic: null,
  };

  test("CHALLENGE_MESSAGE is read", () => {
    expect(decodeChallenge(nlmp.challengeMessage)).toEqual(challenge);
  });

  test("CHALLENGE_MESSAGE is written", () => {
    expect(encodeChallenge(challenge)).toEqual(nlmp.challengeMessage);
  });

  test("AUTHENTICATE_MESSAGE is read", () => {
    expect(decodeAuthenticate(nlmp.authenticateMessage)).toEqual(authenticate);
  });

  test("AUTHENTICATE_MESSAGE is written", () => {
    expect(encodeAuthenticate(authenticate)).toEqual(nlmp.authenticateMessage);
  });

  test("a server accepts it with the right password and no other", () => {
    const exchange = {
      negotiate: Buffer.alloc(0),
      challenge: nlmp.challengeMessage,
      authenticate: nlmp.authenticateMessage,
    };
    const verified = verifyAuthenticate({ ...exchange, passwordOf: () => common.password });
    expect(verified?.exportedSessionKey).toEqual(common.randomSessionKey);
    expect(verified).toMatchObject({ user: "User", domain: "Domain", mic: false });
    expect(verifyAuthenticate({ ...exchange, passwordOf: () => "password" })).toBeNull();
    expect(verifyAuthenticate({ ...exchange, passwordOf: () => null })).toBeNull();
  });
});
