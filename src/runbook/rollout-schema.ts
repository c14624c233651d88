import { Integer, Array as List, Literal, Optional, Object as Shape, String as Text, Union } from "typebox";
import { DURATION_PATTERN } from "../base/duration.ts";
import { LIMIT_PATTERN, SIZE_PATTERN } from "./percentage.ts";
import { window } from "./window-schema.ts";

const MOST_TARGETS = 1_000_000;

const size = () => Text({ title: "a percentage such as `10%`", pattern: SIZE_PATTERN });
const limit = () => Text({ title: "a percentage such as `2%`", pattern: LIMIT_PATTERN });
const limitCount = () => Integer({ minimum: 0, maximum: MOST_TARGETS });

const batches = List(
  Union(
    [
      Integer({ minimum: 1, maximum: MOST_TARGETS }),
      size(),
      Literal("rest", { description: "`rest`: all that are left." }),
    ],
    {
      examples: ["5", "10%"],
      description: "The size of a batch: a count, a percentage of all targets (rounded up), or `rest` at the end.",
    },
  ),
  {
    minItems: 1,
    description:
      "Sizes of the batches that follow one another; the last is repeated. Where not given: all at once up to 20 targets, else `[5, 10%, rest]`.",
  },
);

/** What stands under `rollout`. */
export const rollout = Shape(
  {
    batches: Optional(batches),
    rate: Optional(
      Text({
        title: "a rate such as `100/min`",
        pattern: "^([1-9][0-9]{0,5}/min|unlimited)$",
        examples: ["100/min", "unlimited"],
        default: "100/min",
        description: "Targets started a minute, evenly spaced; or `unlimited`.",
      }),
    ),
    concurrency: Optional(
      Integer({ minimum: 1, maximum: 10_000, default: 100, description: "Targets that talk at one time." }),
    ),
    "in-flight": Optional(
      Union(
        [
          Integer({ minimum: 1, maximum: MOST_TARGETS }),
          Literal("unlimited", { description: "As many as there are." }),
        ],
        { default: 1000, description: "Targets started and not finished, waits included; or `unlimited`." },
      ),
    ),
    logons: Optional(
      Text({
        title: "a rate such as `50/s`",
        pattern: "^([1-9][0-9]{0,5}/s|unlimited)$",
        examples: ["50/s", "unlimited"],
        default: "50/s",
        description: "Logons a second, all targets together: each asks a domain controller. Or `unlimited`.",
      }),
    ),
    "max-failed": Optional(
      Union([limitCount(), limit()], {
        default: "5%",
        description:
          "So many targets may fail, in doubt included, a count or a percentage rounded down; one more closes the brake. Holds over the whole run at any time, and over each batch at its end.",
      }),
    ),
    "max-unreachable": Optional(
      Union([limitCount(), limit()], {
        examples: ["60%"],
        description:
          "So many targets may be unreachable after their last try, a count or a percentage rounded down; one more closes the brake. No limit where not given.",
      }),
    ),
    "retry-unreachable": Optional(
      Text({
        pattern: DURATION_PATTERN,
        examples: ["30m"],
        description: "The pause between tries of an unreachable target, until the `window` ends. Without it, one try.",
      }),
    ),
    success: Optional(
      Union([Integer({ minimum: 1, maximum: MOST_TARGETS }), size()], {
        default: "100%",
        description:
          "How many must succeed for the run to count as a success: a count, or a percentage of all but the skipped.",
      }),
    ),
    window: Optional(window),
  },
  { additionalProperties: false, description: "How fast, in which parts, when, and when it stops by itself." },
);
