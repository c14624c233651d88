import { join } from "node:path";
import { formatDuration } from "../base/duration.ts";
import { Refusal } from "../base/refusal.ts";
import type { Holder } from "./lock-file.ts";
import type { Whereabouts } from "./lock-owner.ts";

/** Another run that has some of the same targets. */
export interface Rival {
  readonly path: string;
  readonly holder: Holder;
  readonly holds: boolean;
  readonly whereabouts: Exclude<Whereabouts, "dead">;
  /** Which of our own targets it has; at least one. */
  readonly shared: readonly string[];
}

/** Who was refused, and when. */
export interface Refused {
  readonly run: string;
  /** How many targets it has. */
  readonly targets: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How many shared targets are named. */
const EXAMPLES = 3;

const NO_RUN = "It is `doctor --conformance --allow-reset`, which keeps no journal.";

/** INV325: says who is at work, since when, on which of the same targets, and what can be done about it. */
export function lockedBy(rivals: readonly Rival[], { run, targets, now }: Refused): Refusal {
  const [rival, ...others] = rivals.toSorted((a, b) => b.shared.length - a.shared.length) as [Rival, ...Rival[]];
  const { holder, shared } = rival;
  const { owner, since } = holder;
  const who = `${owner.by || "somebody"} on ${owner.host}, process ${owner.pid}`;
  const age = formatDuration(Math.max(0, now - Date.parse(since)));
  const when = `since ${since}, for ${age} now`;
  const rest = shared.length > EXAMPLES ? ` and ${(shared.length - EXAMPLES).toLocaleString("en")} more` : "";
  const which = `${shared.slice(0, EXAMPLES).join(", ")}${rest}`;
  const count = `${shared.length.toLocaleString("en")} of ${targets.toLocaleString("en")} targets`;
  const also = others.length === 0 ? "" : ` Further runs at work on some of them: ${others.length}.`;
  const sentence =
    holder.run === run
      ? `Run ${run} is being carried out already (${who}, ${when}).`
      : `Run ${holder.run} is at work on ${count} (${who}, ${when}): ${which}.`;
  return new Refusal("INV325", `${sentence}${also}`, { hint: remedy(rival, holder.run === run) });
}

function remedy({ path, holder, whereabouts }: Rival, same: boolean): string {
  const without = same ? "" : ", or leave these targets out with --exclude";
  if (whereabouts === "alive") {
    const { runsDir, run } = holder;
    const what = runsDir === null ? NO_RUN : `Its journal is in ${join(runsDir, run)}.`;
    return `Wait until it has ended, or stop it with Ctrl-C${without}. ${what}`;
  }
  return `Whether it is still at work cannot be told from here: look on ${holder.owner.host}. Where it is, wait for it${without}; where it is not, remove ${path}.`;
}
