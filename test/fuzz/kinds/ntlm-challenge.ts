import { Secret } from "../../../src/base/secret.ts";
import { AvId, textPair } from "../../../src/net/auth/av-pairs.ts";
import { decodeChallenge, encodeChallenge } from "../../../src/net/auth/ntlm-challenge.ts";
import { NtlmFlag } from "../../../src/net/auth/ntlm-flags.ts";
import {
  answerChallenge,
  challengeNames,
  grantsSealing,
  negotiateMessage,
  readChallenge,
} from "../../../src/net/auth/ntlm-logon.ts";
import { verifyAuthenticate } from "../../../src/net/auth/ntlm-verify.ts";
import { sameComputer } from "../../../src/net/identity.ts";
import { challengeBytes, GRANTED, names, PASSWORD } from "../../net/windows-side.ts";
import { type Kind, same, verdictOf } from "../kind.ts";

const NAME = "pc-001.corp.example";
/** The header and its version: [MS-NLMP] 2.2.1.2. */
const HEADER_BYTES = 56;
const UNSIGNED_16 = 65_535;

/** Answers as the account, and asks a server that gave this challenge what it makes of the answer. */
function answer(challenge: Buffer, username: string): void {
  const read = readChallenge(challenge);
  const credential = { kind: "password", name: "", username, password: new Secret(PASSWORD) } as const;
  const random = (bytes: number) => Buffer.alloc(bytes, 7);
  const options = { credential, targetName: NAME, channelBinding: null, random };
  const { authenticate, sessionKey } = answerChallenge(read, options);
  const passwordOf = () => PASSWORD;
  const logon = verifyAuthenticate({ negotiate: negotiateMessage, challenge, authenticate, passwordOf });
  if (logon === null) throw new Error("a server would not take the answer to its own challenge");
  same(logon.exportedSessionKey, sessionKey, "the session key");
}

/** Challenges: whatever is answered at all is answered so that a server takes it. */
export const ntlmChallenges: Kind = {
  samples: [
    challengeBytes(),
    challengeBytes({ targetInfo: names.slice(0, 4) }),
    challengeBytes({ flags: (GRANTED & ~NtlmFlag.keyExchange) >>> 0 }),
    challengeBytes({ targetInfo: [...names, { id: AvId.flags, value: Buffer.from([2, 0, 0, 0]) }] }),
    challengeBytes({ targetInfo: [...names, textPair(AvId.dnsTreeName, "x".repeat(5_000))] }),
  ],
  words: ["NTLMSSP\0", "P\0C\0-\0", "\u0002\0\0\0", "\0\0\0\0", "\u0007\0\b\0", "\u00ff"],
  text: false,
  structures: [],
  try: (input) =>
    verdictOf(() => {
      const message = decodeChallenge(input);
      if (input.length + HEADER_BYTES < UNSIGNED_16 && (message.flags & NtlmFlag.unicode) !== 0) {
        const again = decodeChallenge(encodeChallenge(message));
        same(again.targetInfo, message.targetInfo, "pairs written and read again");
        same(again.targetName, message.targetName, "the name written and read again");
      }
      const challenge = readChallenge(input);
      sameComputer(NAME, challengeNames(challenge));
      grantsSealing(challenge);
      for (const username of ["CORP\\admin", ".\\admin", "admin@corp.example"]) answer(input, username);
    }),
};
