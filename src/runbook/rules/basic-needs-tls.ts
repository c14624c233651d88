import { valueAt } from "../../text/document.ts";
import type { Rule } from "./rule.ts";

/** Basic sends the password as it is: it is refused unless the connection is encrypted. */
export const basicNeedsTls: Rule = ({ document, findings }) => {
  if (valueAt(document, "/connection/auth") !== "basic") return;
  const tls = valueAt(document, "/connection/tls") ?? false;
  if (tls !== false) return;
  findings.add({
    code: "INV150",
    pointer: "/connection/auth",
    part: "value",
    message: "`auth: basic` needs `tls: true`",
  });
};
