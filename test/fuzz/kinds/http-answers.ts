import { type HttpAnswer, UnreadableAnswer } from "../../../src/net/http-answer.ts";
import { AnswerReader } from "../../../src/net/http-reader.ts";
import { goesOn, httpWords, inChunks, letsIn, otherAnswers, sealedAnswer } from "../http-samples.ts";
import { type Kind, same, type Verdict } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";

/** The answer that comes out of bytes which come in pieces of some size, and then end. */
function read(input: Buffer, size: number): HttpAnswer | "unreadable" | null {
  const reader = new AnswerReader();
  try {
    for (let at = 0; at < input.length; at += size) {
      const answer = reader.take(input.subarray(at, at + size));
      if (answer !== null) return answer;
    }
    return reader.end();
  } catch (error) {
    if (error instanceof UnreadableAnswer) return "unreadable";
    throw error;
  }
}

/** Answers of HTTP: how the bytes are cut into pieces on their way makes no difference. */
export const httpAnswers: Kind = {
  samples: [goesOn, letsIn, sealedAnswer("<a/>"), inChunks(sealedAnswer("<a/>")), ...otherAnswers.slice(0, -1)],
  words: httpWords,
  text: false,
  structures: lineMutators,
  try(input): Verdict {
    const whole = read(input, Math.max(1, input.length));
    for (const size of [1, 7]) {
      const pieces = read(input.subarray(0, 8_192), size);
      if (input.length <= 8_192) same(pieces, whole, `in pieces of ${size}`);
    }
    return whole === null || whole === "unreadable" ? "refused" : "accepted";
  },
};
