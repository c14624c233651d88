/** The JSON Schema of a line of a journal, and of a line that `--events` prints. */
import {
  Boolean as Bool,
  Enum,
  Integer,
  Array as List,
  Literal,
  Optional,
  Object as Shape,
  String as Text,
  type TProperties,
  Union,
} from "typebox";
import { outcome } from "./outcome.ts";
import {
  brakeLimit,
  count,
  fault,
  flag,
  hash,
  json,
  ms,
  operator,
  orNull,
  part,
  raised,
  status,
  targetState,
  text,
  time,
  totals,
} from "./terms.ts";

/** An event of a type, and what it tells beside its place in the chain. */
const event = <T extends string, P extends TProperties>(type: T, description: string, told: P) =>
  Shape(
    {
      seq: count("Its number, from 0: the line of the journal but one."),
      time: time("When it was journalled."),
      type: Literal(type),
      ...told,
      hash: hash("SHA-256 over the hash before, a line feed, and this line without its own hash."),
    },
    { description },
  );

const target = text("The target's name.");
const batch = count("From 0.");
const onStep = { target, step: count("Which of the plan's steps, from 0.") };
const operation = text("The operation, by the name that pairs it with its answer.");
const windowEnds = orNull(time("When."), "When the window ends.");
const tool = text("Name and version of the program.");

const ofRuns = [
  event("run-started", "A run begins: always the first event, and only that.", {
    format: Literal(1),
    run: text("Its id."),
    name: text("The runbook's name."),
    plan: hash("SHA-256 of plan.json beside the journal."),
    part,
    operator,
    approved: orNull(Text(), "The plan's digest as it was quoted in its approval."),
    windowEnds,
    targets: count("How many there are."),
    steps: List(text("A kind."), { description: "The kinds of its steps." }),
    tool,
  }),
  event("run-resumed", "A further sitting of the run begins.", {
    run: text("Its id."),
    cut: count("Bytes of a torn last line that were taken away before."),
    operator,
    windowEnds,
    raised,
    reason: orNull(Text(), "Why limits were raised, or why it goes on after a brake."),
    tool,
  }),
  event("brake-closed", "Nothing more is begun but what closes what is open.", {
    limit: brakeLimit,
    batch: orNull(batch, "Null where the limit holds over the run."),
    allowed: count("How many there might have been."),
    counted: count("How many there are."),
  }),
  event("window-ended", "Nothing that changes is sent any more.", {}),
  event("stopping", "The run is being stopped.", {
    reason: Enum(["interrupted", "terminated", "journal"], {
      description: "By a person, by a supervisor, or since the journal can no longer be written.",
    }),
    atOnce: Bool({ description: "Whatever is talking is cut off." }),
  }),
  event("run-finished", "The sitting has ended: the last event, unless the run is resumed.", {
    status,
    totals,
    requests: count("Requests of this sitting."),
    ms: ms("How long the sitting took."),
  }),
] as const;

const ofBatches = [
  event("batch-started", "A batch begins.", { batch, targets: count("How many it has.") }),
  event("batch-finished", "All of its targets have ended.", { batch }),
] as const;

const ofTargets = [
  event("target-started", "A target is begun.", {
    target,
    batch,
    tries: Optional(Integer({ minimum: 1, description: "How often it was begun before." })),
    replaces: Optional(text("The unreachable target of the first batch for which it stands in.")),
  }),
  event("target-finished", "A target has ended, or is set aside.", {
    target,
    batch,
    state: targetState,
    fault: orNull(fault, "What ended it."),
    why: Optional(text("Why it was left alone.")),
    tries: Optional(Integer({ minimum: 1, description: "How often it was tried, where more than once." })),
    again: flag("It is tried again later."),
    requests: count("Requests to it."),
    ms: ms("How long it took."),
  }),
] as const;

const ofSteps = [
  event("step-started", "A step of a target begins.", {
    ...onStep,
    part: flag("Only as far as it closes what is open, since the run is being stopped."),
  }),
  event("logged-on", "A computer let us in. There is one for each logon.", {
    ...onStep,
    mechanism: Enum(["kerberos", "ntlm", "basic", "certificate"], { description: "By what." }),
    notKerberos: Optional(text("The code of why it is not Kerberos, where that was to be the first.")),
  }),
  event("observed", "What a read showed.", {
    ...onStep,
    subject: text("What was read."),
    row: json("The instance as plain data, or null where there was none."),
  }),
  event("sending", "A change is about to leave; it is on disk before it does.", {
    ...onStep,
    operation,
    attempt: Integer({ minimum: 1, description: "From 1." }),
    repeated: flag("It was sent before, its answer was lost, and nothing shows that it was carried out."),
  }),
  event("answered", "What came of a change.", {
    ...onStep,
    operation,
    result: Enum(["done", "absent", "seen"], {
      description: "`absent`: there was nothing to delete. `seen`: its answer was lost, and its work is there.",
    }),
    output: json("What the host answered."),
  }),
  event("refused", "A change was refused, or its answer was lost.", {
    ...onStep,
    operation,
    fault,
    delivered: Enum(["no", "maybe", "yes"], {
      description:
        "`no`: it cannot have been carried out. `maybe`: the answer was lost. `yes`: the answer is the fault.",
    }),
  }),
  event("retrying", "An operation is tried again after a pause.", {
    ...onStep,
    operation,
    code: text("Of the fault that made it fail."),
    attempt: Integer({ minimum: 1, description: "The one that follows, from 1." }),
    afterMs: ms("How long the pause is."),
  }),
  event("noted", "A remark of the step.", { ...onStep, text: text("The remark.") }),
  event("waiting", "The target rests, without holding a slot.", { ...onStep, ms: ms("How long.") }),
  event("step-finished", "A step of a target has ended.", {
    ...onStep,
    kind: text("Its kind."),
    outcome,
    ms: ms("How long it took."),
  }),
] as const;

const head = Shape(
  {
    format: Literal(1),
    schema: Literal("invrun/schemas/event.schema.json"),
    run: text("The run whose events follow."),
    from: count("The `seq` of the event that follows; above 0 where the run is gone on with."),
    tool,
  },
  { description: "The first line of --events for each run. A journal has none." },
);

/**
 * A line. What it does not name may be added by a later version of the same format, and so may further types, to be passed
 * over by who does not know them.
 */
export const eventSchema = Union([head, ...ofRuns, ...ofBatches, ...ofTargets, ...ofSteps], {
  title: "a line of a journal of invrun, or of its --events",
});
