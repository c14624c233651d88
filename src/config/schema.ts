import { Integer, Literal, Optional, Object as Shape, Union } from "typebox";
import { commandsSchema } from "./command-schema.ts";
import { credentialsSchema } from "./credential-schema.ts";
import { directorySchema } from "./directory-schema.ts";
import { siteSchema } from "./site-schema.ts";

const policy = Shape(
  {
    "plan-above": Optional(
      Integer({
        minimum: 0,
        maximum: 1_000_000,
        examples: [50],
        description: "On more targets than this `apply` takes a saved plan and no runbook.",
      }),
    ),
    change: Optional(
      Union(
        [
          Literal("required", { description: "There must be one." }),
          Literal("optional", { description: "There may be one." }),
        ],
        { default: "optional", description: "Whether `apply` must be given the number of a change." },
      ),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: "What `apply` demands of whoever runs it." },
);

/** The shape of a configuration: the user's own, or a project's. */
export const configSchema = Shape(
  {
    policy: Optional(policy),
    credentials: Optional(credentialsSchema),
    site: Optional(siteSchema),
    directory: Optional(directorySchema),
    commands: Optional(commandsSchema),
  },
  { additionalProperties: false, title: "a configuration of invrun" },
);
