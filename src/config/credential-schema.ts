import { Array as List, Literal, Optional, Object as Shape, String as Text, Union } from "typebox";

const line = (title: string, description: string, examples: readonly string[] = []) =>
  Text({
    title,
    minLength: 1,
    maxLength: 1000,
    pattern: "^[^\\u0000-\\u001f\\u007f]*$",
    ...(examples.length > 0 && { examples: [...examples] }),
    description,
  });

const path = (description: string, example: string) => line("a path", description, [example]);

const secret = (description: string) =>
  Shape(
    {
      env: Optional(
        Text({
          title: "the name of an environment variable",
          pattern: "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
          examples: ["CORP_PASSWORD"],
          description: "An environment variable; it is removed once it is read.",
        }),
      ),
      file: Optional(path("A file that nobody but you can read.", "~/.secrets/corp-admin")),
      command: Optional(
        List(line("a word of a command", "A word of the command.", ["pass"]), {
          minItems: 1,
          maxItems: 100,
          description: "A program and its arguments, without a shell; what it prints is the secret.",
        }),
      ),
      "key-store": Optional(
        Text({
          title: "a service and an account such as `invrun/corp-admin`",
          maxLength: 1000,
          pattern: "^[^\\u0000-\\u001f\\u007f]+/[^/\\u0000-\\u001f\\u007f]+$",
          examples: ["invrun/corp-admin"],
          description: "A service and an account in the operating system's key store.",
        }),
      ),
      prompt: Optional(Literal(true, { description: "Ask at the terminal, each time." })),
    },
    { additionalProperties: false, title: "a map with one source of the secret", description },
  );

/** One account under `credentials`. */
const credential = Shape(
  {
    username: Optional(line("a user name", "`DOMAIN\\user`, `user@domain` or `user`.", ["CORP\\adm-inv"])),
    password: Optional(secret("Where the password comes from; it never stands here itself.")),
    keytab: Optional(path("A keytab with the Kerberos key of `username`.", "/etc/invrun.keytab")),
    tickets: Optional(
      Union([Literal(true), line("a ticket cache", "A ticket cache of its own.", ["FILE:/run/user/1000/tickets"])], {
        description: "`true`: your own Kerberos tickets, on Windows whoever is signed in. A text: a ticket cache.",
      }),
    ),
    certificate: Optional(path("A client certificate in PEM, with those that vouch for it behind it.", "~/invrun.pem")),
    key: Optional(path("The certificate's key in PEM.", "~/invrun.key")),
    passphrase: Optional(secret("Where that comes from which opens the key.")),
    for: Optional(
      List(line("a host name, range or pattern", "A host name, range or pattern.", ["*.corp.example"]), {
        minItems: 1,
        maxItems: 10_000,
        description:
          "The targets it may go to, and no others. Where a runbook names no credential, they get it by themselves.",
      }),
    ),
  },
  { additionalProperties: false, minProperties: 1, title: "an account" },
);

/** What stands under `credentials`: accounts by the names that runbooks call them. */
export const credentialsSchema = Shape(
  {},
  {
    additionalProperties: credential,
    title: "accounts by name",
    description: "With which accounts targets are logged on to.",
  },
);
