import { valueAt } from "../../text/document.ts";
import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

/** Whatever follows `rest` would have no targets. */
export const restLast: Rule = ({ document, findings }) => {
  const batches = valueAt(document, "/rollout/batches");
  if (!Array.isArray(batches)) return;
  const at = batches.indexOf("rest");
  if (at === -1 || at === batches.length - 1) return;
  const pointer = child("/rollout/batches", at);
  const message = "`rest` takes all targets that are left: the batches after it have none";
  findings.add({ code: "INV170", pointer, part: "value", message });
};
