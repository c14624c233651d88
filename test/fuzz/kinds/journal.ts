import { isEventShaped } from "../../../src/app/event-shape.ts";
import type { Event, EventBody } from "../../../src/model/event.ts";
import { targetStates } from "../../../src/model/outcome.ts";
import { closing } from "../../../src/report/closing.ts";
import { createFold } from "../../../src/report/fold.ts";
import { summaryJson } from "../../../src/report/json.ts";
import { totalTargets } from "../../../src/report/totals.ts";
import { eventsOf, planOf } from "../../report/scene.ts";
import { everyEvent } from "../journals.ts";
import type { Kind } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { lineMutators } from "../mutations/lines.ts";

const plan = planOf([2, 3]);
const whole = everyEvent(plan);

/** An event as the reader of journals lets it through, chained or not. */
function eventOf(line: string): Event | null {
  try {
    const event: unknown = JSON.parse(line);
    return isEventShaped(event) ? event : null;
  } catch {
    return null;
  }
}

function linesOf(bodies: readonly EventBody[]): Buffer {
  return Buffer.from(
    `${eventsOf(bodies)
      .map((event) => JSON.stringify(event))
      .join("\n")}\n`,
  );
}

/** Journals in any order and with any gaps, folded: every target is counted once, and the end can be told. */
export const journals: Kind = {
  samples: [linesOf(whole), linesOf(whole.slice(0, 9)), linesOf(whole.slice(13))],
  words: [
    ...whole.map(({ type }) => type),
    ...targetStates,
    "pc-1",
    "pc-9",
    "failed",
    "in-doubt",
    "maybe",
    `INV${999}`,
    "\u001b[2J",
    "::error::",
  ],
  text: true,
  structures: [...lineMutators, ...jsonMutators],
  try(input) {
    const fold = createFold(plan);
    const events = input
      .toString()
      .split("\n")
      .map(eventOf)
      .filter((event) => event !== null);
    for (const event of events) fold.add(event);
    const summary = fold.summary();
    if (totalTargets(summary.totals) !== 5 || summary.targets.length !== 5) throw new Error("targets got lost or more");
    const json = JSON.parse([...summaryJson(summary)].join("")) as typeof summary;
    if (json.head !== summary.head) throw new Error("the summary is not what was written of it");
    const place = { run: plan.id, runsDir: null };
    const said = closing(summary, plan, { color: false, columns: 80, journal: "journal.ndjson", exitCode: 0, place });
    if (/[^\P{Cc}\n]/u.test(said)) throw new Error(`said as ${JSON.stringify(said)}`);
    return events.length > 0 ? "accepted" : "refused";
  },
};
