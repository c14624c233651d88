import { Fault } from "../../src/base/fault.ts";
import { encodeNegTokenResp, KRB5_OID, NegState } from "../../src/net/auth/spnego.ts";
import { type HttpAnswer, UnreadableAnswer } from "../../src/net/http-answer.ts";
import { AnswerReader } from "../../src/net/http-reader.ts";

/** One answer after the other out of the pieces of an input; behind the last the connection is lost. */
export function answering(pieces: readonly Buffer[]): () => Promise<HttpAnswer> {
  let next = 0;
  return async () => {
    const piece = pieces[next++];
    if (piece === undefined) throw new Fault("INV406", "The connection was lost.", { delivered: "no" });
    try {
      const reader = new AnswerReader();
      const answer = reader.take(piece) ?? reader.end();
      if (answer !== null) return answer;
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
    }
    throw new Fault("INV409", "What was sent is no HTTP.", { delivered: "no" });
  };
}

/** An answer whose headers hold a token of the host. */
export function tokenAnswer(status: number, token: Buffer | null): Buffer {
  const offer = token === null ? "" : `WWW-Authenticate: Negotiate ${token.toString("base64")}\r\n`;
  return Buffer.from(`HTTP/1.1 ${status} \r\n${offer}Content-Length: 0\r\n\r\n`);
}

/** Kerberos' answer within SPNEGO: RFC 4178 4.2.2. */
export function spnegoAnswer(negState: number, inner: Partial<Record<"token" | "mic", Buffer>> = {}): Buffer {
  const { token = null, mic = null } = inner;
  return encodeNegTokenResp({ negState, supportedMech: KRB5_OID, responseToken: token, mechListMic: mic });
}

/** States that an answer within SPNEGO may have. */
export const states = NegState;
