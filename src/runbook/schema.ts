import {
  Boolean as Flag,
  Integer,
  Array as List,
  Literal,
  Optional,
  Object as Shape,
  String as Text,
  type TSchema,
  Union,
} from "typebox";
import { DURATION_PATTERN } from "../base/duration.ts";
import { FINGERPRINT_EXAMPLE, FINGERPRINT_PATTERN, SERVER_NAME_PATTERN } from "../base/fingerprint.ts";
import { rollout } from "./rollout-schema.ts";

const line = (description: string) =>
  Text({
    title: "a text",
    minLength: 1,
    maxLength: 1000,
    // Line feeds and tabs are allowed: `about` may be a paragraph.
    pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$",
    description,
  });

const connection = Shape(
  {
    auth: Optional(
      Union(
        [
          Literal("negotiate", {
            description: "Kerberos; or NTLM where there is no library, no KDC or no service name for it.",
          }),
          Literal("kerberos", { description: "Kerberos, and never anything else." }),
          Literal("ntlm", { description: "NTLM by its own name." }),
          Literal("basic", { description: "The password itself: needs `tls: true`." }),
          Literal("certificate", { description: "A client certificate: needs `tls: true`." }),
        ],
        { default: "negotiate", description: "How to log on. `basic` and `certificate` need `tls: true`." },
      ),
    ),
    credential: Optional(
      Text({
        title: "a name of letters, digits and hyphens",
        pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$",
        examples: ["corp-admin"],
        description: "A credential's name; its value never stands in a runbook.",
      }),
    ),
    tls: Optional(
      Flag({ default: false, description: "`false`: port 5985, messages sealed. `true`: port 5986, TLS." }),
    ),
    ca: Optional(
      line(
        "A PEM file of certificate authorities to trust beside the system's; relative to the runbook. With `tls: true`.",
      ),
    ),
    "server-name": Optional(
      Text({
        title: "a name in a certificate",
        minLength: 1,
        maxLength: 253,
        pattern: SERVER_NAME_PATTERN,
        examples: ["gateway.corp.example"],
        description: "With `tls: true`: the name that certificates must be for, where it is not the target's own.",
      }),
    ),
    fingerprint: Optional(
      Text({
        title: "a certificate's SHA-256 fingerprint",
        pattern: FINGERPRINT_PATTERN,
        examples: [FINGERPRINT_EXAMPLE],
        description: "With `tls: true`: accept this certificate and no other, as where all stand behind one gateway.",
      }),
    ),
  },
  { additionalProperties: false, description: "How to reach and log on to every target." },
);

/** What may stand beside a step's kind. */
export const stepOptions = {
  name: Optional(line("What people see instead of the kind.")),
  timeout: Optional(
    Text({
      pattern: DURATION_PATTERN,
      examples: ["30s"],
      default: "30s",
      description: "Of one operation; not beside a wait.",
    }),
  ),
  retries: Optional(
    Integer({ minimum: 0, maximum: 100, default: 2, description: "Further tries after a fault that may pass." }),
  ),
  "on-error": Optional(
    Union(
      [
        Literal("stop", { description: "The target ends when this step fails." }),
        Literal("continue", { description: "The target goes on with the next step." }),
      ],
      { default: "stop", description: "What becomes of the target when this step fails." },
    ),
  ),
};

/** The shapes a runbook is made of that stand elsewhere. */
export interface RunbookParts {
  readonly targets: TSchema;
  /** What stands under `require`. */
  readonly require: TSchema;
  /** One step. */
  readonly step: TSchema;
}

/** The shape of a runbook, given the shapes of its parts. */
export function runbookShape({ targets, require, step }: RunbookParts) {
  return Shape(
    {
      name: line("What the runbook is called."),
      about: Optional(line("What it is for, in a sentence.")),
      owner: Optional(line("Who answers for it.")),
      targets: Optional(targets),
      require: Optional(require),
      connection: Optional(connection),
      rollout: Optional(rollout),
      steps: List(step, { minItems: 1, description: "What is done on each target, in order." }),
    },
    { additionalProperties: false, title: "a runbook" },
  );
}

/** One step as the core checks it: the options are known, the kind's input is left to the kind. */
export const coreStep = Shape(stepOptions, { additionalProperties: true, title: "a step" });
