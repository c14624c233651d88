import { negotiateMessage } from "../../../src/net/auth/ntlm-logon.ts";
import {
  decodeSpnego,
  encodeNegTokenInit,
  encodeNegTokenResp,
  isSpnego,
  NegState,
  NTLM_OID,
} from "../../../src/net/auth/spnego.ts";
import { challengeBytes } from "../../net/windows-side.ts";
import { type Kind, same, verdictOf } from "../kind.ts";
import { derMutators } from "../mutations/der.ts";

/** Identifiers as they are written: two small numbers first, and none beyond 32 bits. */
const OID = /^[01](?:\.\d{1,9}){1,20}$/;

function writable(oid: string | null): boolean {
  return oid === null || (OID.test(oid) && Number(oid.split(".")[1]) < 40);
}

/** Tokens of SPNEGO; what was read can be written and read again. */
export const spnegoTokens: Kind = {
  samples: [
    encodeNegTokenInit({ mechTypes: [NTLM_OID], mechToken: negotiateMessage }),
    encodeNegTokenInit({ mechTypes: ["1.2.840.113554.1.2.2", NTLM_OID], mechToken: null }),
    encodeNegTokenResp({
      negState: NegState.acceptIncomplete,
      supportedMech: NTLM_OID,
      responseToken: challengeBytes(),
      mechListMic: null,
    }),
    encodeNegTokenResp({
      negState: NegState.acceptCompleted,
      supportedMech: null,
      responseToken: null,
      mechListMic: Buffer.alloc(16, 1),
    }),
  ],
  words: ["NTLMSSP\0", "\u0006\u0006+\u0006\u0001\u0005\u0005\u0002"],
  text: false,
  structures: derMutators,
  try: (input) =>
    verdictOf(() => {
      isSpnego(input);
      const token = decodeSpnego(input);
      if (token.kind === "init") {
        const { mechTypes, mechToken } = token.init;
        if (mechTypes.length === 0 || !mechTypes.every(writable)) return;
        const again = decodeSpnego(encodeNegTokenInit(token.init));
        const read = again.kind === "init" ? again.init : null;
        same([read?.mechTypes, read?.mechToken], [mechTypes, mechToken], "written and read again");
      } else if (writable(token.resp.supportedMech)) {
        same(decodeSpnego(encodeNegTokenResp(token.resp)), token, "written and read again");
      }
    }),
};
