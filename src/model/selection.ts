import type { Expectation } from "./runbook.ts";
import type { Source } from "./source.ts";

/** Offsets into a source's text, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One entry of a list of hosts as written: a name or a range, and where to underline it. */
export interface HostEntry extends Span {
  readonly name: string;
  readonly address: string | null;
  readonly port: number | null;
  /** Where the address stands, if there is one. */
  readonly addressAt: Span | null;
}

/** A name, a range or a pattern with `*` and `?`, as written. */
export interface ExcludeEntry extends Span {
  readonly pattern: string;
}

/** What stands under `targets`, not yet expanded. Remembers its places, so that a host named twice can be shown. */
export interface TargetSelection {
  readonly source: Source;
  readonly hosts: readonly HostEntry[];
  readonly exclude: readonly ExcludeEntry[];
  readonly expect: (Expectation & Span) | null;
}
