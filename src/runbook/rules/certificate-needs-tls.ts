import { valueAt } from "../../text/document.ts";
import type { Rule } from "./rule.ts";

/** A client certificate is shown in TLS and nowhere else. */
export const certificateNeedsTls: Rule = ({ document, findings }) => {
  if (valueAt(document, "/connection/auth") !== "certificate") return;
  if ((valueAt(document, "/connection/tls") ?? false) !== false) return;
  const message = "`auth: certificate` needs `tls: true`";
  findings.add({ code: "INV180", pointer: "/connection/auth", part: "value", message });
};
