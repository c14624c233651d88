import type { Diagnostic } from "../model/diagnostic.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { createSource } from "../model/source.ts";
import { createNameIndex, foldName } from "../targets/name-index.ts";
import { meantBy } from "../targets/narrow.ts";
import type { DynamicSources } from "./dynamic-sources.ts";
import { listInstead } from "./plan-texts.ts";
import { readText } from "./read-text.ts";
import { settleText } from "./validate.ts";

/** What a second look at the lists of a plan showed. */
export interface SecondLook {
  /** Targets of the plan that the lists do not name any more, or take away now. */
  readonly gone: readonly string[];
  /** Computers that they name now and the plan does not know. They are not touched. */
  readonly joined: readonly string[];
  /** Why a list could not be looked at, where it could not: then nobody counts as gone for not being named. */
  readonly unread: readonly string[];
  /** What is wrong with the lists; where one of them is an error, nothing else is known. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the lists that a plan's runbook names, and asks its dynamic sources, once more. The runbook's own words are those in the plan. */
export async function lookAgain(plan: Plan, sources: DynamicSources | null): Promise<SecondLook> {
  const instead = listInstead(plan);
  if (instead !== null && (await readText(instead, { utf16: true })).absent === true)
    return { gone: [], joined: [], unread: [`${instead} is not here`], diagnostics: [] };
  const source = createSource(plan.runbook.file, plan.runbook.text);
  const { selection, diagnostics } = await settleText({ source, diagnostics: [] }, instead, sources);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const unread = errors.filter(({ code }) => code === "INV101").map(({ message }) => message);
  if (errors.length > unread.length) return { gone: [], joined: [], unread, diagnostics };
  const planned = planTargets(plan).map(({ name }) => name);
  const named = selection.targets.map(({ name }) => name);
  const isMeant = meantBy(plan.narrowed);
  return {
    gone: unread.length === 0 ? missing(planned, named) : common(planned, selection.excluded),
    joined: missing(named, planned).filter(isMeant),
    unread,
    diagnostics: [],
  };
}

/** The names that another list does not have. */
function missing(names: readonly string[], from: readonly string[]): readonly string[] {
  const index = indexOf(from);
  return names.filter((name) => index.find(foldName(name)) === undefined);
}

/** The names that another list has too. */
function common(names: readonly string[], other: readonly string[]): readonly string[] {
  const index = indexOf(other);
  return names.filter((name) => index.find(foldName(name)) !== undefined);
}

function indexOf(names: readonly string[]) {
  const index = createNameIndex<string>();
  for (const name of names) index.add(foldName(name), name);
  return index;
}
