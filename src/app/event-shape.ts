import type { Event } from "../model/event.ts";
import { targetStates } from "../model/outcome.ts";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime: Check = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isState: Check = (value) => (targetStates as readonly unknown[]).includes(value);
const isMap: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const optional = (check: Check): Check => {
  return (value) => value === undefined || check(value);
};
const nullable = (check: Check): Check => {
  return (value) => value === null || check(value);
};
const listOf = (check: Check): Check => {
  return (value) => Array.isArray(value) && value.every((member) => check(member));
};

type Shape = Readonly<Record<string, Check>>;

const shape = (members: Shape): Check => {
  const checks = Object.entries(members);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const held = value as Readonly<Record<string, unknown>>;
    return checks.every(([key, check]) => check(Object.hasOwn(held, key) ? held[key] : undefined));
  };
};

const isFault = shape({ code: isText, message: isText, hint: isText, state: isText });
const isOperator = shape({ by: isText, host: isText, account: isText });
const settled = { kind: isText, facts: isMap };
const outcomes: Readonly<Record<string, Check>> = {
  "in-doubt": shape({ ...settled, about: listOf(isText), fault: isFault }),
  failed: shape({ ...settled, fault: isFault }),
  skipped: shape({ ...settled, why: isText }),
};
const isOutcome: Check = (value) => {
  const kind = isMap(value) ? (value as { readonly kind?: unknown }).kind : undefined;
  return (typeof kind === "string" && Object.hasOwn(outcomes, kind) ? (outcomes[kind] as Check) : shape(settled))(
    value,
  );
};
const isPart = shape({
  batches: nullable(isCount),
  shard: nullable(shape({ index: isCount, of: isCount })),
  without: optional(listOf(isText)),
});

/** Of every event: an own key that is there has this shape, whatever the event is. */
const everywhere: Shape = {
  target: optional(isText),
  step: optional(isCount),
  time: isTime,
  type: isText,
  hash: isText,
};

/** Of each type: what is looked into by whoever reads it back. A type that is not here is from a later version, and passed over. */
const byType: Readonly<Partial<Record<Event["type"], Check>>> = {
  "run-started": shape({ run: isText, plan: isText, part: isPart, operator: isOperator, steps: listOf(isText) }),
  "run-resumed": shape({ operator: isOperator, raised: isMap, reason: nullable(isText) }),
  "target-started": shape({ target: isText, batch: isCount, replaces: optional(isText) }),
  "step-started": shape({ target: isText, step: isCount }),
  "logged-on": shape({ target: isText, step: isCount, mechanism: isText, notKerberos: optional(isText) }),
  observed: shape({ target: isText, step: isCount, subject: isText }),
  sending: shape({ target: isText, step: isCount, operation: isText }),
  answered: shape({ target: isText, step: isCount, operation: isText }),
  refused: shape({ target: isText, step: isCount, operation: isText, fault: isFault }),
  "step-finished": shape({ target: isText, step: isCount, kind: isText, outcome: isOutcome }),
  "target-finished": shape({
    target: isText,
    state: isState,
    fault: nullable(isFault),
    why: optional(isText),
    requests: isNumber,
    ms: isNumber,
  }),
  "brake-closed": shape({ limit: isText, batch: nullable(isCount), allowed: isNumber, counted: isNumber }),
  "run-finished": shape({ status: isText, totals: isMap, requests: isNumber, ms: isNumber }),
};

const isEvent = shape(everywhere);

/**
 * Whether a line of a journal says what an event says. That it fits the chain proves nothing of it: anybody can chain
 * anything.
 */
export function isEventShaped(value: unknown): value is Event {
  if (!isEvent(value)) return false;
  const { type } = value as Event;
  return !Object.hasOwn(byType, type) || byType[type]?.(value) === true;
}
