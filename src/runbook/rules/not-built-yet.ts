import { findUnbuilt } from "../../text/unbuilt.ts";
import type { Rule } from "./rule.ts";

const KEYS: readonly string[] = [];

/** What the language has and this version cannot carry out is refused at its place, never accepted and ignored. */
export const notBuiltYet: Rule = ({ document, findings }) => findUnbuilt(document, KEYS, findings);
