import { Optional, Object as Shape, String as Text } from "typebox";

const path = (description: string) =>
  Text({
    title: "a path",
    minLength: 1,
    maxLength: 1000,
    pattern: "^[^\\u0000-\\u001f\\u007f]*$",
    examples: ["directory-ca.pem"],
    description,
  });

/** What stands under `directory`: the directory that is asked for computers, and with what it is asked. */
export const directorySchema = Shape(
  {
    url: Text({
      title: "an address such as `ldaps://dc-1.corp.example`",
      minLength: 1,
      maxLength: 1000,
      pattern: "^[!-~]*$",
      examples: ["ldaps://dc-1.corp.example"],
      description: "The directory: `ldaps://`, or `ldap://`, which is secured by StartTLS before anything is sent.",
    }),
    base: Text({
      title: "a distinguished name",
      minLength: 1,
      maxLength: 1000,
      pattern: "^[^\\u0000-\\u001f\\u007f]*$",
      examples: ["DC=corp,DC=example"],
      description: "Where computers are looked for, and below; a list of targets may name another place.",
    }),
    credential: Text({
      title: "the name of a credential",
      pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$",
      examples: ["corp-reader"],
      description: "With which account the directory is asked: a name and a password.",
    }),
    ca: Optional(path("Authorities in PEM that are trusted for the directory beside the usual ones.")),
  },
  { additionalProperties: false, title: "a directory", description: "Active Directory, asked for computers by LDAP." },
);
