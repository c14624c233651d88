import { Integer, Array as List, Optional, Object as Shape, String as Text, Union } from "typebox";

const HOST =
  "A computer's name, or a range of names such as `pc-[001:250].corp`, `pc-[a:f]` or `pc-[0:100:5]`. A name that is all digits must stand in quotes.";

const address = Text({
  title: "an IP address or host name",
  minLength: 1,
  maxLength: 253,
  description: "Connect here instead of resolving the name; the name stays the name.",
});

const host = Shape(
  {
    name: Text({ minLength: 1, maxLength: 1000, description: HOST }),
    address: Optional(address),
    port: Optional(
      Integer({ minimum: 1, maximum: 65_535, description: "Where 5985, or 5986 with TLS, does not serve." }),
    ),
  },
  { additionalProperties: false, description: "A computer with an address or port of its own." },
);

const count = (description: string) => Integer({ minimum: 0, maximum: 1_000_000, description });

const members = {
  hosts: Optional(
    List(Union([Text({ title: "a host name or range", minLength: 1, maxLength: 1000, description: HOST }), host]), {
      minItems: 1,
      description: "The computers, each once.",
    }),
  ),
  exclude: Optional(
    Shape(
      {
        hosts: Optional(
          List(Text({ title: "a host name, range or pattern", minLength: 1, maxLength: 1000 }), {
            minItems: 1,
            description: "Names, ranges, or patterns with `*` and `?` (in quotes), taken from the list above.",
          }),
        ),
      },
      { additionalProperties: false, description: "Computers that are never touched, whatever list is used." },
    ),
  ),
  expect: Optional(
    Shape(
      {
        min: Optional(count("Refuse to run on fewer targets.")),
        max: Optional(count("Refuse to run on more targets.")),
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

/** The shape of a file of targets, which must name hosts. */
export const targetsFileSchema = Shape(
  { ...members, hosts: members.hosts as typeof members.hosts },
  { additionalProperties: false, required: ["hosts"], title: "a list of targets" },
);
