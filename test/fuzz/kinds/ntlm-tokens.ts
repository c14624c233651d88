import { Secret } from "../../../src/base/secret.ts";
import { answerChallenge, negotiateMessage, readChallenge } from "../../../src/net/auth/ntlm-logon.ts";
import { verifyAuthenticate } from "../../../src/net/auth/ntlm-verify.ts";
import { encodeNegTokenInit, encodeNegTokenResp, NegState, NTLM_OID } from "../../../src/net/auth/spnego.ts";
import { namesOf } from "../../../src/sim/client.ts";
import { NtlmAcceptance } from "../../../src/sim/ntlm-acceptance.ts";
import { challengeBytes, PASSWORD } from "../../net/windows-side.ts";
import { type Kind, verdictOf } from "../kind.ts";
import { derMutators } from "../mutations/der.ts";

const challenge = challengeBytes();
const credential = { kind: "password", name: "", username: "CORP\\admin", password: new Secret(PASSWORD) } as const;
const random = (bytes: number) => Buffer.alloc(bytes, 7);
const { authenticate } = answerChallenge(readChallenge(challenge), {
  credential,
  targetName: "pc-001.corp.example",
  channelBinding: null,
  random,
});
const KERBEROS_OID = "1.2.840.113554.1.2.2";
const passwordOf = ({ user }: { readonly user: string }) => (user === "admin" ? PASSWORD : null);

function acceptance(): NtlmAcceptance {
  return new NtlmAcceptance({
    names: namesOf("pc-001.corp.example"),
    passwordOf,
    channelBinding: null,
    now: () => Date.UTC(2026, 10, 21),
  });
}

/** Tokens as a simulated host gets them: first, after a first one, and as the proof for a known challenge. */
export const ntlmTokens: Kind = {
  samples: [
    negotiateMessage,
    negotiateMessage.subarray(0, 16),
    authenticate,
    encodeNegTokenInit({ mechTypes: [NTLM_OID], mechToken: negotiateMessage }),
    encodeNegTokenInit({ mechTypes: [KERBEROS_OID, NTLM_OID], mechToken: Buffer.from("kerberos") }),
    encodeNegTokenResp({
      negState: NegState.acceptIncomplete,
      supportedMech: null,
      responseToken: authenticate,
      mechListMic: Buffer.alloc(16, 1),
    }),
  ],
  words: ["NTLMSSP\0", "\u0001\0\0\0", "\u0003\0\0\0", "a\0d\0m\0i\0n\0", "\0\0\0\0"],
  text: false,
  structures: derMutators,
  async try(input) {
    const first = acceptance().step(input);
    const begun = acceptance();
    begun.step(negotiateMessage);
    begun.step(input);
    const proven = await verdictOf(() => {
      const exchange = { negotiate: negotiateMessage, challenge, authenticate: input, passwordOf };
      return verifyAuthenticate(exchange) ?? "refused";
    });
    return first.kind === "refused" ? proven : "accepted";
  },
};
