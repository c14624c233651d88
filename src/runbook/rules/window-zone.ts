import { suggest } from "../../base/suggest.ts";
import { isZone, zoneNames } from "../../base/zone.ts";
import { valueAt } from "../../text/document.ts";
import { clip } from "../../text/words.ts";
import type { Rule } from "./rule.ts";

const POINTER = "/rollout/window/zone";

/** What is no zone by its looks, and what to say of it. */
const MISTAKEN = [
  {
    // Windows' own names: `W. Europe Standard Time`.
    looks: /\b(?:standard|daylight) time$/i,
    sentence: "is not an IANA name of a time zone",
    hint: "Windows calls its zones so; write the IANA name, such as `Europe/Berlin`.",
  },
  {
    looks: /^(?:utc|gmt)? ?[+-] ?\d/i,
    sentence: "is an offset, not a time zone",
    hint: "Write a place, such as `Europe/Berlin`: an offset knows no summer time.",
  },
  {
    // Also where it is known: EST is a zone without summer time, and not New York's.
    looks: /^(?!UTC$|GMT$)[A-Z]{2,5}(?:\d[A-Z]{3})?$/,
    sentence: "is an abbreviation, not the name of a time zone",
    hint: "Write a place, such as `Europe/Berlin`: it settles what holds in summer.",
  },
] as const;

/** The zone of a window is one that the platform knows, by a name that says what holds in summer. */
export const windowZone: Rule = ({ document, findings }) => {
  const zone = valueAt(document, POINTER);
  if (typeof zone !== "string" || zone === "") return;
  const mistaken = MISTAKEN.find(({ looks }) => looks.test(zone));
  if (mistaken === undefined && isZone(zone)) return;
  const sentence = mistaken?.sentence ?? "is not a time zone that is known here";
  const near = mistaken === undefined ? nearestZone(zone) : null;
  const hint = near === null ? mistaken?.hint : `Did you mean \`${near}\`?`;
  const message = `\`${clip(zone)}\` ${sentence}`;
  findings.add({ code: "INV175", pointer: POINTER, part: "value", message, ...(hint !== undefined && { hint }) });
};

/** By its city alone, or with a slip of the pen. */
function nearestZone(written: string): string | null {
  const names = zoneNames();
  const city = written.trim().toLowerCase().replaceAll(" ", "_");
  return names.find((name) => name.toLowerCase().endsWith(`/${city}`)) ?? suggest(city, names);
}
