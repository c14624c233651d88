import type { Expectation } from "./runbook.ts";
import type { Source } from "./source.ts";

/** Offsets into a source's text, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * One entry of a list of hosts as written: a name or a range (in a list of excludes a pattern with `*` and `?` as
 * well), and where to underline it.
 */
export interface HostEntry extends Span {
  readonly name: string;
  readonly address: string | null;
  readonly port: number | null;
  /** The computer may give another name of itself. */
  readonly anyIdentity: boolean;
  /** The name that its certificate must be for. */
  readonly serverName?: string;
  /** SHA-256 of the only certificate to accept, in 64 small hexadecimal digits. */
  readonly fingerprint?: string;
  /** Where the address stands, if there is one. */
  readonly addressAt: Span | null;
}

/** A file that holds a list, as named in another; a relative path is taken from the directory of the file that names it. */
export interface FileEntry extends Span {
  readonly path: string;
  /** The column of a CSV that holds the names; null where it is to be found. */
  readonly column: string | null;
  /** Where the column is named, if it is. */
  readonly columnAt: Span | null;
}

/** A source that is asked anew each time: the site, the directory, or a command of the user's configuration. */
export type DynamicEntry = Span &
  (
    | { readonly kind: "collection" /** Its id or its name. */; readonly name: string }
    | {
        readonly kind: "directory" /** An LDAP filter, RFC 4515. */;
        readonly filter: string /** Null for the configured one. */;
        readonly base: string | null;
      }
    | { readonly kind: "command" /** Its name in the configuration. */; readonly name: string }
  );

/** In what form a list came. A list in YAML is written by hand, the others are often exported. */
export type ListFormat = "yaml" | "text" | "csv";

/** A list of computers, not yet expanded. Remembers its places, so that a host named twice can be shown. */
export interface HostList {
  readonly source: Source;
  readonly format: ListFormat;
  readonly hosts: readonly HostEntry[];
  readonly files: readonly FileEntry[];
  readonly dynamic: readonly DynamicEntry[];
}

/** What stands under `targets`, or in a file of that shape. */
export interface TargetSelection extends HostList {
  readonly exclude: HostList;
  readonly expect: (Expectation & Span) | null;
}

/** The lists that files hold and dynamic sources give, by the entry that names them; null for one that cannot be had. */
export type NamedLists = ReadonlyMap<FileEntry | DynamicEntry, TargetSelection | null>;
