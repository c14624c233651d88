import { checkExpectationBounds } from "../../text/expectation.ts";
import type { Rule } from "./rule.ts";

/** `targets.expect` must leave a number that meets it. */
export const expectation: Rule = ({ document, findings }) =>
  checkExpectationBounds(document, "/targets/expect", findings);
