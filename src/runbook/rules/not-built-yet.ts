import { valueAt } from "../../text/document.ts";
import { UNBUILT_TARGET_KEYS } from "../../text/selection.ts";
import { findUnbuilt } from "../../text/unbuilt.ts";
import type { Rule } from "./rule.ts";

const KEYS: readonly string[] = [...UNBUILT_TARGET_KEYS.map((key) => `targets/${key}`), "steps/*/wait/at"];

const AUTH: readonly unknown[] = ["kerberos"];

/** What the language has and this version cannot carry out is refused at its place, never accepted and ignored. */
export const notBuiltYet: Rule = ({ document, findings }) => {
  findUnbuilt(document, KEYS, findings);
  const auth = valueAt(document, "/connection/auth");
  if (AUTH.includes(auth))
    findings.add({
      code: "INV129",
      pointer: "/connection/auth",
      part: "value",
      message: `\`auth: ${auth}\` is not built yet`,
      hint: "Write `negotiate`, `ntlm`, `basic` or `certificate`.",
    });
};
