import { Fault } from "../base/fault.ts";
import type { Outcome } from "../model/outcome.ts";
import type { StepContext } from "../model/step.ts";
import { poll } from "./polling.ts";
import { limitMs, type QueryWait, queryOf } from "./wait-input.ts";

/** Asks a query at once and then now and then, until it finds something or no longer does, or the time is over. */
export async function awaitQuery(context: StepContext, what: QueryWait): Promise<Outcome> {
  const { namespace, wql } = queryOf(what);
  let rows = 0;
  const look = async () => {
    rows = (await context.session.query(namespace, wql)).length;
    return what.until === "found" ? rows > 0 : rows === 0;
  };
  const end = await poll(context, { firstMs: 0, timeoutMs: limitMs(what), look });
  if (end.done) return { kind: "unchanged", facts: { rows } };
  const found = what.until === "found" ? "Nothing was found" : "Something was still found";
  const overdue = new Fault("INV808", `${found} when the time was over: ${wql}`);
  return { kind: "failed", fault: (end.lost ?? overdue).toRecord(), facts: { rows } };
}
