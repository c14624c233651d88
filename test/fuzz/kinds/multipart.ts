import { decodeSealedBody, encodeSealedBody, SEALED_CONTENT_TYPE } from "../../../src/net/auth/multipart.ts";
import { Sealing } from "../../../src/net/auth/sealing.ts";
import { headOf, type Kind, same, verdictOf } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";

const SOAP = "application/soap+xml;charset=UTF-8";
const sessionKey = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
/** Beyond this a head does not fit where it is looked for. */
const LONGEST_TYPE = 500;

function sample(message: string, contentType = SEALED_CONTENT_TYPE): Buffer {
  const sealing = new Sealing({ sessionKey, role: "server" });
  const body = encodeSealedBody({ contentType: SOAP, ...sealing.seal(Buffer.from(message)) });
  return Buffer.concat([Buffer.from(`${contentType}\n`), body]);
}

/** Sealed bodies, behind a line with the content type that HTTP names. */
export const sealedBodies: Kind = {
  samples: [
    sample("<a/>"),
    sample("x".repeat(3_000)),
    sample("", 'multipart/encrypted; boundary="Encrypted Boundary"'),
    sample("--Encrypted Boundary--\r\n--Encrypted Boundary\r\n"),
  ],
  words: [
    "--Encrypted Boundary",
    "--Encrypted Boundary--\r\n",
    "-- Encrypted Boundary",
    "\tContent-Type: application/octet-stream\r\n",
    "\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n",
    "\tOriginalContent: type=",
    ";Length=",
    "boundary=",
    "\r\n",
  ],
  text: false,
  structures: lineMutators,
  try: (input) =>
    verdictOf(() => {
      const { head, rest } = headOf(input);
      const parts = decodeSealedBody(head, rest);
      if (parts.contentType.length < LONGEST_TYPE) {
        same(decodeSealedBody(SEALED_CONTENT_TYPE, encodeSealedBody(parts)), parts, "written and read again");
      }
      new Sealing({ sessionKey, role: "client" }).unseal(parts);
    }),
};
