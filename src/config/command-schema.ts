import { Array as List, Optional, Object as Shape, String as Text } from "typebox";
import { DURATION_PATTERN } from "../base/duration.ts";

const command = Shape(
  {
    run: List(
      Text({
        maxLength: 10_000,
        pattern: "^[^\\u0000]*$",
        examples: ["cmdb-export"],
        description: "The program, then its arguments.",
      }),
      {
        minItems: 1,
        maxItems: 1000,
        description: "The program, by its name on PATH or its whole path, then its arguments.",
      },
    ),
    timeout: Optional(
      Text({ pattern: DURATION_PATTERN, examples: ["60s"], default: "60s", description: "How long it may take." }),
    ),
  },
  { additionalProperties: false, title: "a command", description: "A program that prints computers as JSON." },
);

/** What stands under `commands`: programs by the names that lists of targets call them. */
export const commandsSchema = Shape(
  {},
  {
    additionalProperties: command,
    title: "commands by name",
    description: "Programs that say which computers there are.",
  },
);
