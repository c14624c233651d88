import {
  Boolean as Flag,
  Array as List,
  Literal,
  Optional,
  Object as Shape,
  type Static,
  String as Text,
  Union,
} from "typebox";
import { VERSION_RANGE_PATTERN } from "../base/client-version.ts";
import { DURATION_PATTERN } from "../base/duration.ts";

const age = Text({ pattern: DURATION_PATTERN, examples: ["7d"], description: "An age such as `12h` or `7d`." });

/** What a client must be like to be touched. Only what is named is read. */
export const requireInput = Shape(
  {
    site: Optional(
      Text({
        title: "a site code such as `P01`",
        pattern: "^[A-Za-z0-9]{3}$",
        examples: ["P01"],
        description: "The site the client is assigned to.",
      }),
    ),
    "provisioning-mode": Optional(
      Flag({
        description: "`false`: the client is not in provisioning mode, in which it takes triggers and reports nothing.",
      }),
    ),
    enabled: Optional(
      List(Union([Literal("hardware"), Literal("software")]), {
        minItems: 1,
        uniqueItems: true,
        description: "Inventories that the client settings in force on it have switched on.",
      }),
    ),
    "client-version": Optional(
      Text({
        title: "a comparison of versions such as `>=5.00.9096`",
        pattern: VERSION_RANGE_PATTERN,
        examples: [">=5.00.9096"],
        description: "The client's version, compared number by number.",
      }),
    ),
    "last-report-older-than": Optional(
      Shape(
        { hardware: Optional(age), software: Optional(age) },
        {
          additionalProperties: false,
          minProperties: 1,
          description: "How old, by the client's own clock, the last report must be. No report at all counts as older.",
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: "What a client must be like; otherwise it is left alone and counts as skipped.",
  },
);

export type RequireInput = Static<typeof requireInput>;
