import { isMap } from "../../text/document.ts";
import { child } from "../../text/pointer.ts";
import { inputKeys, STEP_OPTIONS } from "../steps.ts";
import type { Rule } from "./rule.ts";

/** `on-error` and its like stand beside the kind, not in its input. */
export const optionsUnderKind: Rule = ({ steps, findings }) => {
  for (const { pointer, members, kinds } of steps)
    for (const kind of kinds) {
      const input = members[kind.key];
      if (!isMap(input)) continue;
      const own = inputKeys(kind);
      for (const option of STEP_OPTIONS)
        if (Object.hasOwn(input, option) && !own.includes(option))
          findings.add({
            code: "INV142",
            pointer: child(child(pointer, kind.key), option),
            part: "key",
            message: `\`${option}\` stands below \`${kind.key}\`, but belongs beside it`,
            hint: `Put it on a line of its own that begins in the same column as \`${kind.key}\`.`,
          });
    }
};
