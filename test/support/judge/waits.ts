import type { Event } from "../../../src/model/event.ts";
import type { TruthClient } from "../../../src/sim/truth.ts";
import type { Operation } from "./operations.ts";

/** A last look may have been under way this long when a report came, rounding included. */
const LOOK_MS = 5_000;
const IDS = {
  hardware: "{00000000-0000-0000-0000-000000000001}",
  software: "{00000000-0000-0000-0000-000000000002}",
} as const;
/** By their words: "No report of hardware inventory was seen in time." */
const NOTHING_SEEN = ["INV803", "INV804"];

/** Where a wait says that no report came, and one had come that its last look must have seen. */
export function liesAboutWaits(
  events: readonly Event[],
  client: TruthClient,
  operations: readonly Operation[],
): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== "step-finished" || event.outcome.kind !== "failed") return [];
    const { code, message } = event.outcome.fault;
    if (event.kind !== "wait" || !NOTHING_SEEN.includes(code)) return [];
    const named = Object.entries(IDS).filter(([inventory]) => message.includes(inventory));
    const missed = named.filter(([, id]) => {
      const wasDeleted = operations.find((one) => one.deed === "delete" && one.id === id)?.deeds[0]?.ms ?? 0;
      const seenBy = Date.parse(event.time) - LOOK_MS;
      return client.reports.some((report) => {
        const reported = machineTime(client, Date.parse(report.reported));
        const started = deedTime(client, Date.parse(report.started));
        return report.id === id && report.full && started > wasDeleted && reported < seenBy;
      });
    });
    return missed.map(([inventory]) => `${code} told of ${inventory}, whose full report had come`);
  });
}

function machineTime({ clock }: TruthClient, own: number): number {
  return own + clock.machine - clock.own;
}

function deedTime({ clock }: TruthClient, own: number): number {
  return own + clock.deeds - clock.own;
}
