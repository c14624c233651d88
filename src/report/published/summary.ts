/** The JSON Schema of a summary, as `apply --json` prints it; docs/summary.md tells of it at more length. */
import { Boolean as Bool, Enum, Array as List, Literal, Object as Shape, String as Text } from "typebox";
import {
  brakeLimit,
  count,
  hash,
  jsonObject,
  ms,
  orNull,
  part,
  raised,
  share,
  status,
  targetState,
  text,
  time,
  totals,
} from "./terms.ts";

const success = Shape(
  {
    share: share("As written: so many of all but the skipped."),
    of: count("All but the skipped."),
    needed: count("How many of them must succeed."),
    succeeded: count("How many did."),
    unreachable: count("How many were not to be reached."),
    met: Bool({ description: "Whether it is met." }),
  },
  { description: "The criterion of success, over the batches that were asked for." },
);

const brake = Shape({
  limit: brakeLimit,
  batch: orNull(count("From 0."), "The batch at whose end it closed; null where the limit holds over the run."),
  allowed: count("How many there might have been."),
  counted: count("How many there were."),
  at: time("When."),
});

const resumption = Shape({
  at: time("When it began."),
  by: text("Who began it."),
  host: text("On which computer."),
  raised,
  reason: orNull(Text(), "Why, as it was given."),
});

const step = Shape({
  index: count("Which of the plan's steps, from 0."),
  kind: text("The step's kind."),
  outcome: Enum(["changed", "unchanged", "sent", "received", "skipped", "in-doubt", "failed"], {
    description: "What became of it.",
  }),
  code: orNull(Text(), "Of its fault."),
  facts: jsonObject("What it learnt, such as the versions and dates of a report."),
});

const target = Shape({
  name: text("As the plan has it."),
  state: targetState,
  code: orNull(Text(), "Of the fault that ended it."),
  message: orNull(Text(), "What ended it, or why it was left alone."),
  hint: orNull(Text(), "What can be done about it."),
  batch: count("From 0: the batch it was started in, or would have been."),
  tries: count("How often it was begun."),
  requests: count("Requests to it."),
  durationMs: ms("How long it took, all tries together."),
  steps: List(step, { description: "A row for each step that ended, in order." }),
});

/** A summary. What it does not name may be added by a later version of the same format. */
export const summarySchema = Shape(
  {
    format: Literal(1),
    run: text("The run's id."),
    name: text("The runbook's name."),
    change: orNull(Text(), "The number of the change it belongs to."),
    part,
    status,
    totals,
    success,
    continued: count("Failures that a step's `on-error: continue` let pass."),
    brake: orNull(brake, "What closed the brake in the last sitting."),
    windowEnded: orNull(
      time("When."),
      "When the window ended in the last sitting; null where the sitting ended first.",
    ),
    resumed: List(resumption, { description: "A row for each sitting after the first." }),
    requests: count("Requests to all targets, in all sittings."),
    durationMs: ms("How long the sittings took, without the time between them."),
    startedAt: time("When the run began."),
    finishedAt: time("When it ended last."),
    head: hash("The hash of the journal's last event: the anchor of its chain."),
    targets: List(target, { description: "A row for each target, in the plan's order." }),
  },
  { title: "a summary of a run of invrun" },
);
