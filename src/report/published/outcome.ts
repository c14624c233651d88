import { Enum, Array as List, Literal, Object as Shape, Union } from "typebox";
import { fault, flag, jsonObject, text } from "./terms.ts";

const facts = jsonObject("What the step learnt, such as the versions and dates of a report.");

/** What became of a step on a target. */
export const outcome = Union(
  [
    Shape({
      kind: Enum(["changed", "unchanged", "sent", "received"], {
        description: "`sent`: the client handed a report over. `received`: the site has it.",
      }),
      facts,
    }),
    Shape({
      kind: Literal("skipped"),
      why: text("Why it was left alone."),
      ends: flag("The whole target is left alone, not only this step."),
      facts,
    }),
    Shape({
      kind: Literal("in-doubt", { description: "Something may have been changed, and the answer was lost." }),
      fault,
      about: List(text("What is in doubt."), { description: "A later wait for it may settle it." }),
      facts,
    }),
    Shape({ kind: Literal("failed"), fault, facts }),
  ],
  { description: "What became of the step." },
);
