import {
  FINGERPRINT_EXAMPLE,
  FINGERPRINT_PATTERN,
  formatFingerprint,
  parseFingerprint,
} from "../../../src/base/fingerprint.ts";
import { type Kind, same, type Verdict } from "../kind.ts";
import { longRuns } from "../mutations/runs.ts";

const FORM = new RegExp(FINGERPRINT_PATTERN, "u");
const digits = parseFingerprint(FINGERPRINT_EXAMPLE) ?? "";

/** Fingerprints of certificates as people write them: schema and reader take the same ones. */
export const fingerprints: Kind = {
  samples: [FINGERPRINT_EXAMPLE, digits, `SHA-256:${digits}`, digits.toUpperCase()].map((text) => Buffer.from(text)),
  words: ["sha256:", "SHA-256:", "sha1:", ":", "9F", "9F:", "\n", "0", digits],
  text: true,
  structures: [longRuns],
  try(input): Verdict {
    const text = input.toString();
    const parsed = parseFingerprint(text);
    same(parsed !== null, FORM.test(text), "what the schema takes");
    if (parsed === null) return "refused";
    same(parseFingerprint(formatFingerprint(parsed)), parsed, "written and read again");
    return "accepted";
  },
};
