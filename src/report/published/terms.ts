import {
  Enum,
  Integer,
  Array as List,
  Literal,
  Null,
  Optional,
  Object as Shape,
  String as Text,
  type TSchema,
  Union,
  Unsafe,
} from "typebox";
import type { FaultCode } from "../../base/codes/index.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { targetStates } from "../../model/outcome.ts";
import type { Share } from "../../model/share.ts";

/** A text. */
export const text = (description: string) => Text({ description });
/** A whole number from 0. */
export const count = (description: string) => Integer({ minimum: 0, description });
/** A number of milliseconds. */
export const ms = (description: string) => Integer({ minimum: 0, description });
/** What may be null, and when. */
export const orNull = <T extends TSchema>(schema: T, description: string) => Union([schema, Null()], { description });
/** Plain data of any shape. */
export const json = (description: string) => Unsafe<Json>({ description });
/** An object of plain data. */
export const jsonObject = (description: string) => Unsafe<JsonObject>({ type: "object", description });
/** A moment, as JavaScript prints it: UTC, to the millisecond. */
export const time = (description: string) =>
  Text({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$", description });
/** SHA-256. */
export const hash = (description: string) => Text({ pattern: "^[0-9a-f]{64}$", description });

/** How a sitting ended. */
export const status = Enum(["finished", "braked", "window-ended", "interrupted"], {
  description: "How the sitting ended.",
});

/** Which limit closed the brake. */
export const brakeLimit = Enum(["max-failed", "max-unreachable", "nothing-succeeded"], {
  description: "Which limit closed the brake; of `max-failed` those in doubt count as failed.",
});

/** The state of a target. */
export const targetState = Enum([...targetStates], { description: "How the target ended." });

/** A number or a percentage. */
export const share = (description: string) =>
  Unsafe<Share>({
    anyOf: [
      { type: "integer", minimum: 0 },
      { type: "string", pattern: "^(?:100|\\d{1,2}(?:\\.\\d)?)%$" },
    ],
    description,
  });

/** How many targets are in each state. */
export const totals = Shape(
  {
    succeeded: Integer({ minimum: 0 }),
    skipped: Integer({ minimum: 0 }),
    failed: Integer({ minimum: 0 }),
    unreachable: Integer({ minimum: 0 }),
    "in-doubt": Integer({ minimum: 0 }),
    stopped: Integer({ minimum: 0 }),
    "not-started": Integer({ minimum: 0 }),
  },
  { description: "How many targets are in each state; together they are all targets." },
);

/** Which part of a plan a run carries out. */
export const part = Shape(
  {
    batches: orNull(Integer({ minimum: 0 }), "Only so many of the first batches."),
    shard: orNull(Shape({ index: count("From 0."), of: count("Of how many.") }), "One of several equal parts."),
    from: orNull(Text(), "The run whose started targets are left out."),
    without: Optional(List(Text(), { description: "Targets of the plan that are not this run's." })),
  },
  { description: "Which part of its plan the run carries out; all null: the whole of it." },
);

/** Who carries a run out. */
export const operator = Shape(
  {
    by: text("The person's name at the operating system; empty where there is none."),
    host: text("The computer from which it was carried out."),
    account: text("The user name that it logs on with."),
  },
  { description: "Who carries the run out." },
);

/** Limits that a person raised. */
export const raised = Shape(
  {
    maxFailed: Optional(share("Of failed targets.")),
    maxUnreachable: Optional(share("Of unreachable targets.")),
  },
  { description: "Limits that were raised for this sitting, as they were given." },
);

/** A fault as it is written down. */
export const fault = Shape(
  {
    code: Unsafe<FaultCode>({
      type: "string",
      pattern: "^INV[4-9]\\d{2}$",
      description: "`invrun explain CODE` tells of it.",
    }),
    message: text("What happened, in a sentence."),
    hint: text("What can be done about it."),
    state: Enum(["failed", "unreachable", "in-doubt", "stopped"], {
      description: "The state in which a target ends that it ends.",
    }),
    detail: Optional(
      Unsafe<Readonly<Record<string, string | number>>>({
        type: "object",
        additionalProperties: { type: ["string", "number"] },
        description: "Figures of the protocol.",
      }),
    ),
  },
  { description: "What the world said no with." },
);

/** What is true, or not there. */
export const flag = (description: string) => Optional(Literal(true, { description }));
