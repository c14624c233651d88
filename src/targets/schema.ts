import { Integer, Array as List, Literal, Optional, Object as Shape, String as Text, Union } from "typebox";
import { FINGERPRINT_EXAMPLE, FINGERPRINT_PATTERN, SERVER_NAME_PATTERN } from "../base/fingerprint.ts";
import { dynamicSources, pickedBy, staleness } from "./source-schema.ts";

const HOST =
  "A computer's name, or a range of names such as `pc-[001:250].corp`, `pc-[a:f]` or `pc-[0:100:5]`. A name that is all digits must stand in quotes.";
const PATTERN = "A name, a range, or a pattern with `*` and `?` (in quotes).";

const text = (title: string, description: string) => Text({ title, minLength: 1, maxLength: 1000, description });

const hostMembers = (title: string, description: string) => ({
  name: text(title, description),
  address: Optional(
    Text({
      title: "an IP address or host name",
      minLength: 1,
      maxLength: 253,
      description: "Connect here instead of resolving the name; the name stays the name.",
    }),
  ),
  port: Optional(
    Integer({
      minimum: 1,
      maximum: 65_535,
      examples: [15985],
      description: "Where 5985, or 5986 with TLS, does not serve.",
    }),
  ),
  "server-name": Optional(
    Text({
      title: "a name in a certificate",
      minLength: 1,
      maxLength: 253,
      pattern: SERVER_NAME_PATTERN,
      examples: ["gateway.corp.example"],
      description: "With TLS: the name that the certificate must be for, where that is not the computer's own.",
    }),
  ),
  fingerprint: Optional(
    Text({
      title: "a certificate's SHA-256 fingerprint",
      pattern: FINGERPRINT_PATTERN,
      examples: [FINGERPRINT_EXAMPLE],
      description: "With TLS: accept this certificate and no other, whoever issued it and for whom.",
    }),
  ),
  identity: Optional(
    Union([Literal("own"), Literal("any")], {
      default: "own",
      description:
        "`own`: the computer must give this name of itself before anything is sent. `any`: the name is an alias.",
    }),
  ),
  tags: Optional(
    List(text("a tag", "A word to pick by, under `tags`."), {
      minItems: 1,
      uniqueItems: true,
      description: "Words to pick this host by, under `tags`.",
    }),
  ),
});

const host = Shape(hostMembers("a host name or range", HOST), {
  additionalProperties: false,
  description: "A computer with an address or port of its own.",
});

const PATH =
  "A list: text with a name a line (.txt), CSV (.csv), YAML in the shape of `targets` (.yml), or an inventory of Ansible (.ini, .yml). Relative to this file.";

const files = List(
  Union([
    text("a path", PATH),
    Shape(
      {
        path: text("a path", PATH),
        column: Optional(
          text(
            "the name of a column",
            "The column of a CSV that holds the names. Where not given: Name, ComputerName, HostName, DNSHostName or DeviceName.",
          ),
        ),
        format: Optional(Literal("ansible", { description: "An inventory of Ansible, whatever the file is called." })),
      },
      { additionalProperties: false, description: "A file of which its name does not say all." },
    ),
  ]),
  { minItems: 1, description: "Files that hold lists of computers." },
);

const count = (example: number, description: string) =>
  Integer({ minimum: 0, maximum: 1_000_000, examples: [example], description });

const members = {
  hosts: Optional(
    List(Union([text("a host name or range", HOST), host]), {
      minItems: 1,
      description: "The computers, each once.",
    }),
  ),
  files: Optional(files),
  ...dynamicSources,
  ...pickedBy("Of all these only hosts"),
  stale: Optional(staleness),
  exclude: Optional(
    Shape(
      {
        hosts: Optional(
          List(
            Union([
              text("a host name, range or pattern", PATTERN),
              Shape(hostMembers("a host name, range or pattern", PATTERN), {
                additionalProperties: false,
                description: "A host as in the list above.",
              }),
            ]),
            {
              minItems: 1,
              description: "Names, ranges, or patterns with `*` and `?` (in quotes), taken from the list above.",
            },
          ),
        ),
        files: Optional(files),
        ...dynamicSources,
        ...pickedBy("Hosts"),
      },
      {
        additionalProperties: false,
        minProperties: 1,
        description: "Computers that are never touched, whatever list is used.",
      },
    ),
  ),
  expect: Optional(
    Shape(
      {
        min: Optional(count(200, "Refuse to run on fewer targets.")),
        max: Optional(count(3500, "Refuse to run on more targets.")),
      },
      {
        additionalProperties: false,
        minProperties: 1,
        description: "How many targets there should be; otherwise nothing is touched.",
      },
    ),
  ),
};

/** The shape of `targets` in a runbook. */
export const targetsSchema = Shape(members, {
  additionalProperties: false,
  description: "Which computers are meant.",
});

/** The shape of a file of targets. That it must name hosts or files is a rule: an editor would offer less for it. */
export const targetsFileSchema = Shape(members, { additionalProperties: false, title: "a list of targets" });
