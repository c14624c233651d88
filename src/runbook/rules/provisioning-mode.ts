import { valueAt } from "../../text/document.ts";
import type { Rule } from "./rule.ts";

/** A client in provisioning mode takes no policy and sends no inventory: there is nothing to do on it. */
export const provisioningMode: Rule = ({ document, findings }) => {
  const pointer = "/require/provisioning-mode";
  if (valueAt(document, pointer) !== true) return;
  const message = "`provisioning-mode: true` would leave only clients on which no step can do anything";
  findings.add({ code: "INV160", pointer, part: "value", message });
};
