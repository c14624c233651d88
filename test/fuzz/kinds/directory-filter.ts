import { FilterParser } from "ldapts";
import { filterMistake } from "../../../src/app/directory-filter.ts";
import { sendableFilter } from "../../../src/app/sendable-filter.ts";
import type { Kind, Verdict } from "../kind.ts";
import { longRuns } from "../mutations/runs.ts";
import { tokenMutators } from "../mutations/tokens.ts";

const sent = (filter: string) => sendableFilter(filter, (text) => FilterParser.parseString(text));

/** A filter may be so deep that one around it is too deep. */
const DEEPEST = 60;

/** Filters of LDAP: one that is taken is still one when it is sent, and nothing breaks out of what is put around it. */
export const directoryFilters: Kind = {
  samples: [
    "(&(objectClass=computer)(!(userAccountControl:1.2.840.113556.1.4.803:=2))(|(cn=pc-*)(cn=*-lab)))",
    "(name=*)",
    "(operatingSystem=Windows 11*Pro)",
    "(cn=a\\2ab\\28\\29\\5c\\00)",
    "(:dn:2.4.6.8.10:=Dino)",
    "(lastLogonTimestamp>=133000000000000000)",
  ].map((text) => Buffer.from(text)),
  words: [
    ..."( ) & | ! = >= <= ~= := :dn: * \\ \\2a \\zz cn name 1.2.3 ;binary (& (| (! (a=b) )(".split(" "),
    "\0",
    "é",
  ],
  text: true,
  structures: [...tokenMutators, longRuns],
  try(input): Verdict {
    const filter = input.toString();
    const mistake = filterMistake(filter);
    if (mistake !== null) {
      if (mistake.at < 0 || mistake.at > filter.length) throw new Error(`a mistake at ${mistake.at}`);
      return "refused";
    }
    const sendable = sent(filter);
    if (sendable !== null) {
      if (filterMistake(sendable) !== null) throw new Error(`sent as ${JSON.stringify(sendable.slice(0, 300))}`);
      if (sent(sendable) !== sendable) throw new Error("sent otherwise the second time");
    }
    const wrapped = `(&(objectClass=computer)${filter})`;
    const deep = (filter.match(/\(/g) ?? []).length > DEEPEST;
    if (!deep && filterMistake(wrapped) !== null) throw new Error("it breaks what is put around it");
    for (const broken of [`${filter})`, `${filter}${filter}`, filter.slice(0, -1)])
      if (filterMistake(broken) === null) throw new Error(`taken for a filter: ${broken}`);
    return sendable === null ? "refused" : "accepted";
  },
};
