/** The JSON Schema of what `doctor --json` prints; docs/doctor.md tells of it at more length. */
import { Enum, Array as List, Literal, Object as Shape, String as Text, Unsafe } from "typebox";
import type { FaultCode } from "../../base/codes/index.ts";
import { type CheckName, checkNames } from "../doctor-shape.ts";
import { orNull, text } from "./terms.ts";

const CODE = "^INV[4-9]\\d{2}$";
const code = Unsafe<FaultCode>({ type: "string", pattern: CODE, description: "`invrun explain CODE` tells of it." });

const check = Unsafe<CheckName>({ type: "string", enum: [...checkNames], description: "What was looked at." });

const maybe = List(Text(), { description: "What may lie behind it, the likeliest first." });

const checked = Shape({
  check,
  state: Enum(["ok", "found", "noted", "not-checked"], {
    description: "`found`: the cause. `noted`: worth knowing, and no cause. `not-checked`: the detail says why.",
  }),
  code: orNull(
    Unsafe<FaultCode>({ type: "string", pattern: CODE }),
    "Of what was found or noted; null where it was neither, or has none.",
  ),
  detail: text("A sentence without its full stop."),
});

const cause = Shape({
  code,
  check,
  message: text("What is wrong, in a sentence."),
  remedy: text("What can be done about it."),
  maybe,
  state: Enum(["failed", "unreachable", "in-doubt", "stopped"], {
    description: "The state in which a run would leave the host; `unreachable` where it never said a word.",
  }),
});

const host = Shape({
  name: text("As it was named."),
  checks: List(checked, { description: "Every check once, in order." }),
  cause: orNull(cause, "Why it is not well; null for one that is."),
});

const group = Shape({
  code,
  title: text("What it is, in a few words."),
  remedy: text("What can be done about it."),
  maybe,
  hosts: List(Text(), { description: "The hosts that have it." }),
});

/** A diagnosis. What it does not name may be added by a later version of the same format. */
export const doctorSchema = Shape(
  {
    format: Literal(1),
    hosts: List(host, { description: "A row for each host, in the order in which they were named." }),
    causes: List(group, { description: "The causes, the most frequent first." }),
  },
  { title: "what invrun doctor found" },
);
