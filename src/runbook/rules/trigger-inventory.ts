import type { Json } from "../../base/json.ts";
import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

const INVENTORIES: ReadonlySet<Json> = new Set(["hardware", "software"]);

/** What a wait can follow is forced: only a force knows which report to wait for. */
export const triggerInventory: Rule = ({ steps, findings }) => {
  for (const { pointer, members, kinds } of steps) {
    if (!kinds.some(({ key }) => key === "trigger")) continue;
    const written = members.trigger ?? null;
    const at = child(pointer, "trigger");
    const names = Array.isArray(written) ? (written as readonly Json[]) : [written];
    for (const [index, name] of names.entries()) {
      if (!INVENTORIES.has(name)) continue;
      const message = `\`trigger\` does not start ${name} inventory: no wait could follow it`;
      const hint = `Write a step of its own: \`force-inventory: [${name}]\`.`;
      findings.add({
        code: "INV123",
        pointer: Array.isArray(written) ? child(at, index) : at,
        part: "value",
        message,
        hint,
      });
    }
  }
};
