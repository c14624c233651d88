import { isMap, valueAt } from "../../text/document.ts";
import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

/** What is asked of certificates, where none is shown: whoever wrote it believes to be talking to that one alone. */
export const pinsNeedTls: Rule = ({ document, findings }) => {
  if ((valueAt(document, "/connection/tls") ?? false) !== false) return;
  const hosts = valueAt(document, "/targets/hosts");
  const count = Array.isArray(hosts) ? hosts.length : 0;
  const places = ["/connection", ...Array.from({ length: count }, (_, index) => child("/targets/hosts", index))];
  for (const place of places) {
    const value = valueAt(document, place);
    if (!isMap(value)) continue;
    for (const key of ["server-name", "fingerprint"]) {
      if (typeof value[key] !== "string") continue;
      const message = `\`${key}\` does nothing without \`tls: true\``;
      findings.add({ code: "INV181", pointer: child(place, key), part: "key", message });
    }
  }
};
