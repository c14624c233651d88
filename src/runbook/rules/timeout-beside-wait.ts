import { child } from "../../text/pointer.ts";
import type { Rule } from "./rule.ts";

/** A kind that has a timeout of its own takes none beside it. */
export const timeoutBesideWait: Rule = ({ steps, findings }) => {
  for (const { pointer, members, kinds } of steps) {
    const kind = kinds.find(({ takesTimeout }) => !takesTimeout);
    if (kind === undefined || kinds.length > 1 || !Object.hasOwn(members, "timeout")) continue;
    const message = `\`timeout\` cannot stand beside \`${kind.key}\``;
    findings.add({ code: "INV143", pointer: child(pointer, "timeout"), part: "key", message });
  }
};
