import { Array as List, Literal, Optional, Object as Shape, String as Text, Union } from "typebox";

const TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

/** `HH:MM`; that it stands in quotes is for older readers of YAML, which take it for a number to the base of 60. */
export const TIME_PATTERNS = { from: `^${TIME}$`, to: `^(${TIME}|24:00)$` } as const;

/** What stands under `rollout.window`. */
export const window = Shape(
  {
    days: Optional(
      List(
        Union([
          Literal("mon"),
          Literal("tue"),
          Literal("wed"),
          Literal("thu"),
          Literal("fri"),
          Literal("sat"),
          Literal("sun"),
        ]),
        { minItems: 1, uniqueItems: true, description: "The days on which it opens. All where not given." },
      ),
    ),
    from: Text({
      title: "a time such as `22:00`",
      pattern: TIME_PATTERNS.from,
      examples: ["22:00"],
      description: "When it opens, by the clocks of `zone`.",
    }),
    to: Text({
      title: "a time such as `04:00`",
      pattern: TIME_PATTERNS.to,
      examples: ["04:00"],
      description: "When it ends: on the next day where it is not after `from`. `24:00` is the end of the day.",
    }),
    zone: Text({
      title: "a time zone such as `Europe/Berlin`",
      pattern: "^[A-Za-z][A-Za-z0-9_/+-]{0,63}$",
      examples: ["Europe/Berlin"],
      description: "The time zone by its IANA name.",
    }),
  },
  {
    additionalProperties: false,
    description: "When changes may be sent. Outside of it nothing begins, and after its end nothing changes.",
  },
);
