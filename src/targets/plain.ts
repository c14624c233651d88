import type { HostEntry, ListFormat, TargetSelection } from "../model/selection.ts";
import type { Source } from "../model/source.ts";

/** A list of hosts and nothing else. */
export function plainList(source: Source, format: ListFormat, hosts: readonly HostEntry[]): TargetSelection {
  const exclude = { source, format, hosts: [], files: [], dynamic: [], labels: [] };
  return { source, format, hosts, files: [], dynamic: [], labels: [], exclude, expect: null, stale: null };
}
