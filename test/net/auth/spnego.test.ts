import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../../src/base/fault.ts";
import {
  decodeSpnego,
  encodeNegTokenInit,
  encodeNegTokenResp,
  isSpnego,
  NegState,
  NTLM_OID,
} from "../../../src/net/auth/spnego.ts";

const mechToken = Buffer.from("NTLMSSP\0\x01\0\0\0", "latin1");

/** Put together by hand from RFC 4178 4.2.1 and X.690, lengths counted byte by byte. */
const INIT = [
  "60 2a", // [APPLICATION 0], 42 bytes
  "06 06 2b 06 01 05 05 02", // SPNEGO 1.3.6.1.5.5.2
  "a0 20 30 1e", // NegTokenInit
  "a0 0e 30 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a", // mechTypes: NTLM
  "a2 0c 04 0a 4e 54 4c 4d 53 53 50 00 01 00", // mechToken: the first ten bytes
].join(" ");

/** The same for RFC 4178 4.2.2. */
const RESP = [
  "a1 24 30 22", // NegTokenResp
  "a0 03 0a 01 01", // accept-incomplete
  "a1 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a", // supportedMech: NTLM
  "a2 05 04 03 61 62 63", // responseToken
  "a3 06 04 04 01 00 00 00", // mechListMIC
].join(" ");

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(" ", ""), "hex");
}

describe("SPNEGO (RFC 4178 4.2)", () => {
  test("NegTokenInit is read and written", () => {
    const token = hex(INIT);
    const { kind, ...rest } = decodeSpnego(token);
    expect(kind).toBe("init");
    expect(rest).toEqual({
      init: {
        mechTypes: [NTLM_OID],
        mechTypeList: hex("30 0c 06 0a 2b 06 01 04 01 82 37 02 02 0a"),
        mechToken: mechToken.subarray(0, 10),
        mechListMic: null,
      },
    });
    expect(encodeNegTokenInit({ mechTypes: [NTLM_OID], mechToken: mechToken.subarray(0, 10) })).toEqual(token);
  });

  test("NegTokenResp is read and written", () => {
    const resp = {
      negState: NegState.acceptIncomplete,
      supportedMech: NTLM_OID,
      responseToken: Buffer.from("abc"),
      mechListMic: hex("01 00 00 00"),
    };
    expect(decodeSpnego(hex(RESP))).toEqual({ kind: "resp", resp });
    expect(encodeNegTokenResp(resp)).toEqual(hex(RESP));
  });

  test("long tokens keep their bytes", () => {
    const long = Buffer.alloc(70_000, 7);
    const token = encodeNegTokenResp({ negState: null, supportedMech: null, responseToken: long, mechListMic: null });
    expect(decodeSpnego(token)).toMatchObject({ kind: "resp", resp: { responseToken: long, negState: null } });
  });

  test("is told from raw NTLM", () => {
    expect([hex(INIT), hex(RESP), mechToken].map(isSpnego)).toEqual([true, true, false]);
  });

  test("anything else is INV508, whatever its bytes", () => {
    const judge = (bytes: Uint8Array) => {
      try {
        decodeSpnego(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
        expect(error).toMatchObject({ code: "INV508" });
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), judge));
    const tokens = [hex(INIT), hex(RESP)];
    fc.assert(
      fc.property(fc.constantFrom(...tokens), fc.nat(43), fc.nat(255), (token, at, value) => {
        const changed = Buffer.from(token);
        changed[at % token.length] = value;
        judge(changed);
        judge(changed.subarray(0, at));
      }),
    );
  });
});
