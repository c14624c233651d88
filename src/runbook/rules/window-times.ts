import { spotAt, valueAt } from "../../text/document.ts";
import { nameOf } from "../../text/pointer.ts";
import { clip } from "../../text/words.ts";
import { nearestTime } from "../nearest-time.ts";
import { TIME_PATTERNS } from "../window-schema.ts";
import type { Rule } from "./rule.ts";

/** Times of a window as other programs have them: `9:00`, `22.00`, `10pm`. */
export const windowTimes: Rule = ({ document, findings }) => {
  for (const key of ["from", "to"] as const) {
    const pointer = `/rollout/window/${key}`;
    const value = valueAt(document, pointer);
    if (typeof value !== "string" && typeof value !== "number") continue;
    const written = typeof value === "string" ? value : (spotAt(document, pointer).spot.written ?? String(value));
    const near = nearestTime(written);
    if (near === null || new RegExp(TIME_PATTERNS[key]).test(String(value))) continue;
    // At the beginning the end of a day is no time.
    const meant = key === "from" && near === "24:00" ? "00:00" : near;
    const message = `${nameOf(pointer)} must be a time such as \`22:00\`, not \`${clip(written)}\``;
    findings.add({ code: "INV122", pointer, part: "value", message, hint: `Write \`"${meant}"\`.` });
  }
};
