import type { Event } from "../../../src/model/event.ts";
import type { Summary, TargetSummary } from "../../../src/model/summary.ts";
import { kindOf } from "../../../src/sim/kinds.ts";
import type { TruthClient, TruthDocument } from "../../../src/sim/truth.ts";
import { liesAboutChange, liesAboutState } from "./changes.ts";
import { carriedOut, type Operation, operationsOf } from "./operations.ts";
import { liesAboutSteps, settledBy } from "./steps.ts";
import { liesAboutWaits } from "./waits.ts";

/** What is compared: what a run says of itself, and what the simulator knows. */
export interface Evidence {
  readonly summary: Summary;
  readonly events: readonly Event[];
  readonly truth: TruthDocument;
}

/** What is not so, and what might have been said more surely; a line each. */
export interface Verdict {
  readonly lies: readonly string[];
  readonly weak: readonly string[];
}

/** A wrong password may be tried so often: in the short form, and in the long one as often as its answer is lost. */
const MOST_REFUSALS = 4;
/** Of one client; queries that never end are bounded by their own limits. */
const MOST_REQUESTS = 300;

/** Compares every claim of a full inventory with the truth, both ways, client by client. */
export function judge({ summary, events, truth }: Evidence): Verdict {
  const told = new Map(summary.targets.map((target) => [target.name, target]));
  const byTarget = new Map<string, Event[]>();
  for (const event of events) {
    if (!("target" in event)) continue;
    const known = byTarget.get(event.target) ?? [];
    byTarget.set(event.target, known);
    known.push(event);
  }
  const lies = [...liesAboutWhole(summary, truth)];
  const weak: string[] = [];
  for (const client of truth.clients) {
    const target = told.get(client.name);
    const own = byTarget.get(client.name) ?? [];
    const say = (list: string[], what: readonly string[]) =>
      list.push(...what.map((one) => `${describe(client)} told ${target?.state} ${target?.code}: ${one}`));
    if (target === undefined) {
      say(lies, ["it is not told of"]);
      continue;
    }
    const operations = operationsOf(own, client);
    say(lies, operations.flatMap(liesAboutChange));
    say(lies, liesAboutState(target, operations, settledBy(target)));
    say(lies, liesAboutSteps({ target, client, operations, events: own }));
    say(lies, liesAboutWaits(own, client, operations));
    say(lies, liesAboutRequests(target, client));
    if (summary.status === "finished") say(weak, weaknesses(target, client, operations));
  }
  return { lies, weak };
}

/** A client with its troubles, as lists name it. */
export function describe({ name, kind, troubles }: TruthClient): string {
  const drawn = troubles.map(
    ({ shape, from, times, only }) => `${shape} ${only ?? ""}${from}${times === 1 ? "" : `×${times ?? "∞"}`}`,
  );
  return `${name} (${[kind, ...drawn].join(", ")})`;
}

function liesAboutWhole({ targets, totals }: Summary, { clients }: TruthDocument): readonly string[] {
  const lies: string[] = [];
  for (const [state, total] of Object.entries(totals)) {
    const count = targets.filter((target) => target.state === state).length;
    if (count !== total) lies.push(`the totals tell ${total} ${state}, the targets ${count}`);
  }
  if (targets.length !== clients.length) lies.push(`${targets.length} targets told, there are ${clients.length}`);
  const refusals = clients.flatMap((client) =>
    client.deeds.flatMap(({ deed, result }) => (deed === "refused" ? [`${describe(client)}: ${result}`] : [])),
  );
  if (refusals.length > MOST_REFUSALS) lies.push(`logons were refused: ${refusals.join("; ")}`);
  return lies;
}

/** What arrived was sent; what was sent need not have arrived. */
function liesAboutRequests({ requests }: TargetSummary, { counts, troubles }: TruthClient): readonly string[] {
  const arrived = counts.request ?? 0;
  if (arrived > requests) return [`${requests} requests told, ${arrived} arrived`];
  const bounded = troubles.every(({ shape }) => shape !== "endless");
  return bounded && requests > MOST_REQUESTS ? [`${requests} requests to one client`] : [];
}

function weaknesses(target: TargetSummary, client: TruthClient, operations: readonly Operation[]): readonly string[] {
  const { state } = client.expected;
  const found = state === null || state === target.state ? [] : [`ought to be ${state} (${target.message})`];
  if (target.state !== "in-doubt") return found;
  if (loses(client)) return found;
  // The host answered in full each time that it did something, and still nobody knows.
  const needless = operations.filter((operation) => {
    const done = carriedOut(operation);
    return !operation.ends.includes("done") && done.length > 0 && done.every(({ answer }) => answer === undefined);
  });
  return [...found, ...needless.map(({ deed, id }) => `${deed} ${id} was answered in full`)];
}

/** Its connections end, or nobody reads from them, at moments that have nothing to do with what is answered. */
function loses({ kind }: TruthClient): boolean {
  const { dropsAfterAnswers, dropsAfterIdleMs, absence } = kindOf(kind);
  return dropsAfterAnswers !== undefined || dropsAfterIdleMs !== undefined || absence !== undefined;
}
