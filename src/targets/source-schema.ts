import { Array as List, Optional, Object as Shape, String as Text, Union } from "typebox";
import { DURATION_PATTERN } from "../base/duration.ts";

const NAMES_AT_MOST = 1000;

const word = (title: string, example: string, description: string) =>
  Text({ title, minLength: 1, maxLength: NAMES_AT_MOST, examples: [example], description });

const collections = List(
  word("a collection's id or name", "Laptops Berlin", "The id or the name of a device collection of the site."),
  { minItems: 1, maxItems: 100, uniqueItems: true, description: "ConfigMgr collections, asked of the site each time." },
);

const filter = (description: string) => word("an LDAP filter", "(operatingSystem=Windows 11*)", description);
const FILTER = "An LDAP filter; computers that are enabled are meant.";

const directory = List(
  Union([
    filter(FILTER),
    Shape(
      {
        filter: filter(FILTER),
        base: Optional(
          word(
            "a distinguished name",
            "OU=Berlin,DC=corp,DC=example",
            "Look below this only, not below the configured base.",
          ),
        ),
      },
      { additionalProperties: false, description: "A filter with a base of its own." },
    ),
  ]),
  { minItems: 1, maxItems: 100, description: "Computers of Active Directory, asked for by LDAP each time." },
);

const commands = List(
  Text({
    title: "the name of a command of your configuration",
    pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$",
    examples: ["cmdb"],
    description: "A command of your configuration, which prints the computers as JSON. It runs each time.",
  }),
  {
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    description: "Commands of your configuration that print computers.",
  },
);

/** Sources that are asked anew each time. `expect` beside them is a rule. */
export const dynamicSources = {
  collections: Optional(collections),
  directory: Optional(directory),
  commands: Optional(commands),
};

const labels = (title: string, example: string, description: string) =>
  List(word(title, example, "A name, or a pattern with `*` and `?` (in quotes)."), {
    minItems: 1,
    uniqueItems: true,
    description,
  });

/** What hosts are picked by; of a selection only those with one of these stay, of its excludes they go as well. */
export const pickedBy = (what: string) => ({
  groups: Optional(labels("a group or pattern", "berlin", `${what} of these groups of an Ansible inventory.`)),
  tags: Optional(labels("a tag or pattern", "lab", `${what} with one of these tags.`)),
});

const age = (example: string, inventory: string) =>
  Text({
    pattern: DURATION_PATTERN,
    examples: [example],
    description: `The site's last ${inventory} report is at least this old, or there is none.`,
  });

/** How old the reports of a client must be. */
export const staleness = Shape(
  { hardware: Optional(age("14d", "hardware")), software: Optional(age("30d", "software")) },
  {
    additionalProperties: false,
    minProperties: 1,
    description: "Only clients whose reports at the site are old. It narrows, and never widens.",
  },
);
