import { valueAt } from "../../text/document.ts";
import type { Rule } from "./rule.ts";

/** Certificate authorities are of no use where no certificate is shown. Lists may name computers that are reached by TLS all the same. */
export const caNeedsTls: Rule = ({ document, findings }) => {
  if (typeof valueAt(document, "/connection/ca") !== "string") return;
  if ((valueAt(document, "/connection/tls") ?? false) !== false) return;
  const lists = valueAt(document, "/targets/files");
  if (Array.isArray(lists) && lists.length > 0) return;
  const message = "`ca` does nothing without `tls: true`";
  findings.add({ code: "INV151", pointer: "/connection/ca", part: "key", message, severity: "warning" });
};
