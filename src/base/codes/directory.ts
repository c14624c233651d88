import type { RefusalRow } from "./row.ts";

/** Of INV3xx: the directory that targets are taken from. */
export const directoryRefusals = {
  INV360: {
    title: "the directory cannot be reached",
    hint: "Check `url` of the directory: `ldaps://dc.corp.example`, or `ldap://` with StartTLS; ports 636 and 389 unless it says otherwise.",
    exit: 5,
  },
  INV361: {
    title: "the directory's certificate is not accepted",
    hint: "Name the authority that issued it under `ca` of the directory, and the directory by the name that stands in its certificate.",
    exit: 5,
  },
  INV362: {
    title: "the directory refused the logon",
    hint: "Check the directory's credential: `user@corp.example`, `CORP\\user` or a distinguished name, with its password.",
    exit: 5,
  },
  INV363: {
    title: "the filter is no LDAP filter",
    hint: "Write it as RFC 4515 has it, such as `(&(operatingSystem=Windows 11*)(cn=PC-*))`; of `(`, `)`, `*` and `\\` in a value write `\\28`, `\\29`, `\\2a` and `\\5c`.",
    exit: 2,
  },
  INV364: {
    title: "the directory did not give its computers",
    hint: "Check `base` of the directory, and that its account may read below it; narrow the filter where there are too many.",
    exit: 5,
  },
} as const satisfies Record<string, RefusalRow>;
