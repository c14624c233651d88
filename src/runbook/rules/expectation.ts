import { checkExpectationBounds, checkExpectationGiven } from "../../text/expectation.ts";
import type { Rule } from "./rule.ts";

/** `targets.expect` must leave a number that meets it, and stand beside what is asked anew each time. */
export const expectation: Rule = ({ document, findings }) => {
  checkExpectationBounds(document, "/targets/expect", findings);
  checkExpectationGiven(document, "/targets", findings);
};
