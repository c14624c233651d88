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
  /** It is reached by HTTPS, whatever holds for the others. */
  readonly tls?: boolean;
  /** Its own tags, and the groups of the inventory that it is in, with all groups above them. */
  readonly labels?: readonly Label[];
}

/** What hosts are picked by: a tag of a host, or a group of an inventory. */
export interface Label {
  readonly kind: LabelKind;
  readonly name: string;
}

/** Where a label comes from. */
export type LabelKind = "group" | "tag";

/** Groups or tags as they are named to pick by: each a name, or a pattern with `*` and `?`. */
export type LabelEntry = Label & Span;

/** A file that holds a list, as named in another; a relative path is taken from the directory of the file that names it. */
export interface FileEntry extends Span {
  readonly path: string;
  /** The column of a CSV that holds the names; null where it is to be found. */
  readonly column: string | null;
  /** Where the column is named, if it is. */
  readonly columnAt: Span | null;
  /** In what form the file is, where its ending does not say so. */
  readonly format?: ListFormat;
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
export type ListFormat = "yaml" | "text" | "csv" | "ansible";

/** A list of computers, not yet expanded. Remembers its places, so that a host named twice can be shown. */
export interface HostList {
  readonly source: Source;
  readonly format: ListFormat;
  readonly hosts: readonly HostEntry[];
  readonly files: readonly FileEntry[];
  readonly dynamic: readonly DynamicEntry[];
  /** Hosts with one of these are meant: in a selection only they, in its excludes they as well. */
  readonly labels: readonly LabelEntry[];
}

/** How long the site must have had no report of a client, so that it is meant; in milliseconds, null for what does not count. */
export interface Staleness {
  readonly hardwareMs: number | null;
  readonly softwareMs: number | null;
}

/** What stands under `targets`, or in a file of that shape. */
export interface TargetSelection extends HostList {
  readonly exclude: HostList;
  readonly expect: (Expectation & Span) | null;
  /** Narrows to clients whose last reports are as old as this; null where all are meant. */
  readonly stale: (Staleness & Span) | null;
  /** All groups of an inventory, those that hold nobody as well. */
  readonly groups?: readonly string[];
}

/** The lists that files hold and dynamic sources give, by the entry that names them; null for one that cannot be had. */
export type NamedLists = ReadonlyMap<FileEntry | DynamicEntry, TargetSelection | null>;
