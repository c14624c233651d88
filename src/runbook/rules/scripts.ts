import { LONGEST_SCRIPT } from "../../model/script.ts";
import { isMap, valueAt } from "../../text/document.ts";
import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

const KIND = "powershell";

/** Logons by which winrm-client can run a script. */
const AUTH: readonly unknown[] = ["negotiate", "ntlm", "basic"];

/** A script has to fit on a line; schemas count characters otherwise. */
export const scriptLength: Rule = ({ steps, findings }) => {
  for (const { pointer, members } of steps) {
    const written = members[KIND] ?? null;
    const inside = isMap(written);
    const text = inside ? written.script : written;
    if (typeof text !== "string" || text.length <= LONGEST_SCRIPT) continue;
    const at = child(pointer, KIND);
    findings.add({
      code: "INV196",
      pointer: inside ? child(at, "script") : at,
      part: "value",
      message: `the script has ${text.length.toLocaleString("en")} characters; at most ${LONGEST_SCRIPT.toLocaleString("en")} fit on the line that carries it`,
    });
  }
};

/** winrm-client seals nothing, and knows two kinds of logon. */
export const scriptTravels: Rule = ({ document, steps, findings }) => {
  const tls = valueAt(document, "/connection/tls") ?? false;
  const auth = valueAt(document, "/connection/auth") ?? "negotiate";
  for (const { pointer, members } of steps) {
    const written = members[KIND];
    if (written === undefined) continue;
    const place = { pointer: child(pointer, KIND), part: "key" } as const;
    if (!AUTH.includes(auth))
      findings.add({ code: "INV197", ...place, message: `\`${KIND}\` cannot log on with \`auth: ${auth}\`` });
    else if (tls === false && !(isMap(written) && written.unencrypted === true))
      findings.add({ code: "INV195", ...place, message: `\`${KIND}\` would send its script and output readable` });
  }
};
