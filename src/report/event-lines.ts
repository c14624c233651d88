import { escapeJson, safeJson } from "./json.ts";

/** The first line of a stream of events. Every other line is an event, as it stands in the journal. */
export interface StreamHead {
  readonly format: 1;
  /** Where the schema of the lines lies in this package; `invrun schema event` prints it. */
  readonly schema: "invrun/schemas/event.schema.json";
  readonly run: string;
  /** The `seq` of the event that follows: above 0 where a run is gone on with. */
  readonly from: number;
  readonly tool: string;
}

/** The first line, with its line feed. */
export function streamHead(of: Pick<StreamHead, "run" | "from" | "tool">): string {
  const head: StreamHead = { format: 1, schema: "invrun/schemas/event.schema.json", ...of };
  return `${safeJson(head)}\n`;
}

/**
 * Whole lines of a journal as they are shown: the same values, with characters escaped that a terminal or a pipeline's log
 * would obey.
 */
export function eventLines(journal: string): string {
  return journal.split("\n").map(escapeJson).join("\n");
}
