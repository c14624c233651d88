import type { Event } from "../../../src/model/event.ts";
import type { TargetSummary } from "../../../src/model/summary.ts";
import type { TruthClient } from "../../../src/sim/truth.ts";
import { carriedOut, type Operation } from "./operations.ts";

const INVENTORIES = {
  hardware: "{00000000-0000-0000-0000-000000000001}",
  software: "{00000000-0000-0000-0000-000000000002}",
} as const;
type Inventory = keyof typeof INVENTORIES;

const RESETS: Readonly<Record<string, Inventory>> = { "reset-hw-cache": "hardware", "reset-sw-cache": "software" };

/** Rows carry whole seconds. */
const ROUNDING_MS = 1_000;

/** What was said of one client, and what is so. */
export interface Account {
  readonly target: TargetSummary;
  readonly client: TruthClient;
  readonly operations: readonly Operation[];
  /** The journal's, of this client alone. */
  readonly events: readonly Event[];
}

/** Where the outcome of a step, or a step that is not told of, is not as it was. */
export function liesAboutSteps(account: Account): readonly string[] {
  return [...liesAboutResets(account), ...liesAboutForce(account), ...liesAboutReports(account)];
}

/** While a run is being stopped a force is carried out for what was reset alone. */
function inPart({ events }: Account, kind: string): boolean {
  const parts = events.flatMap((event) => (event.type === "step-started" && event.part === true ? [event.step] : []));
  return events.some((event) => event.type === "step-finished" && event.kind === kind && parts.includes(event.step));
}

function liesAboutResets({ target, operations }: Account): readonly string[] {
  return Object.entries(RESETS).flatMap(([kind, inventory]) => {
    const step = target.steps.find((one) => one.kind === kind);
    const operation = operations.find(({ deed, id }) => deed === "delete" && id === INVENTORIES[inventory]);
    const done = operation === undefined ? 0 : carriedOut(operation).length;
    const denied = operation?.deeds.some(({ answer }) => answer === "contradicts") ?? false;
    const told = step?.outcome ?? "nothing";
    if (told === "changed" && done === 0) return [`${kind} told changed, no row was deleted`];
    if (done > 0 && told !== "changed" && told !== "in-doubt" && !(told === "failed" && denied))
      return [`${kind} told ${told}, a row was deleted`];
    return [];
  });
}

function liesAboutForce(account: Account): readonly string[] {
  const { target, operations } = account;
  const step = target.steps.find(({ kind }) => kind === "force-inventory");
  const triggers = operations.filter(({ deed }) => deed === "trigger");
  const done = triggers.filter((operation) => carriedOut(operation).length > 0);
  if (step === undefined && done.length > 0) return ["force-inventory is not told of, and was done"];
  if (step?.outcome !== "changed") return [];
  const wasReset = (id: string) => operations.some((one) => one.deed === "delete" && one.id === id);
  const whole = !inPart(account, "force-inventory");
  return Object.entries(INVENTORIES)
    .filter(([, id]) => (whole || wasReset(id)) && !done.some((operation) => operation.id === id))
    .map(([inventory]) => `force-inventory told changed, ${inventory} was not triggered`);
}

/** What a wait learnt of a report. */
interface Told {
  readonly date: string;
  readonly major: number;
  readonly minor: number;
  readonly report: string;
}

/** Inventories of which a step tells a report. */
export function reportsTold({ steps }: TargetSummary): readonly (readonly [Inventory, Told])[] {
  return steps
    .filter(({ kind }) => kind === "wait")
    .flatMap(({ facts }) => Object.entries(facts) as unknown as readonly (readonly [Inventory, Told])[]);
}

/** The ids of the inventories of which a report was seen. */
export function settledBy(target: TargetSummary): ReadonlySet<string> {
  return new Set(reportsTold(target).map(([inventory]) => INVENTORIES[inventory]));
}

function liesAboutReports(account: Account): readonly string[] {
  const { target } = account;
  const lies = reportsTold(target).flatMap(([inventory, told]) => liesAboutReport(account, inventory, told));
  const waits = target.steps.filter(({ kind, outcome }) => kind === "wait" && outcome === "sent");
  const empty = waits.filter(({ facts }) => Object.keys(facts).length === 0);
  return [...lies, ...empty.map(() => "a wait told sent names no report")];
}

function liesAboutReport({ client, operations }: Account, inventory: Inventory, told: Told): readonly string[] {
  const id = INVENTORIES[inventory];
  const what = `${inventory} report ${told.major}.${told.minor}`;
  const real = client.reports.find(
    (one) => one.id === id && one.major === told.major && one.minor === told.minor && sameDate(one.reported, told.date),
  );
  if (real === undefined) return [`${what} told, never handed over`];
  if (real.full !== (told.report === "full")) return [`${what} told ${told.report}, full is ${real.full}`];
  const { own, deeds } = client.clock;
  const startedMs = deeds - (own - Date.parse(real.started));
  const earlier = (deed: Operation["deed"]) => {
    const operation = operations.find((one) => one.deed === deed && one.id === id);
    return operation === undefined ? undefined : carriedOut(operation)[0]?.ms;
  };
  const triggered = earlier("trigger");
  if (triggered === undefined) return [`${what} told, and nothing was triggered`];
  if (startedMs + ROUNDING_MS < triggered) return [`${what} told, which began before the trigger`];
  return startedMs + ROUNDING_MS < (earlier("delete") ?? 0) ? [`${what} told, which began before the reset`] : [];
}

function sameDate(a: string, b: string): boolean {
  return Date.parse(a) === Date.parse(b);
}
