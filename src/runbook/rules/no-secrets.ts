import { isMap, valueAt } from "../../text/document.ts";
import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

const WORDS: ReadonlySet<string> = new Set(["user", "username", "password", "passwd", "pwd", "secret", "token"]);

/** A runbook names a credential and never holds one: it lies in a repository. */
export const noSecrets: Rule = ({ document, findings }) => {
  for (const pointer of ["", "/connection"]) {
    const map = valueAt(document, pointer);
    for (const key of isMap(map) ? Object.keys(map) : [])
      if (WORDS.has(key.toLowerCase())) {
        const message = `\`${key}\` does not belong in a runbook`;
        findings.add({ code: "INV152", pointer: child(pointer, key), part: "key", message });
      }
  }
};
