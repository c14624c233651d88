import { Refusal } from "../base/refusal.ts";
import type { Target } from "../model/target.ts";
import { counted } from "../report/words.ts";
import type { NamedCredential } from "./config.ts";

/** What decides which target gets which credential. */
export interface AssignOptions {
  /** The credential that the runbook names for all, or null. */
  readonly common: string | null;
  readonly configured: readonly NamedCredential[];
}

/** How many targets are named that a credential may not go to. */
const NAMED = 5;

/**
 * The same targets, each with the name of its credential: where the runbook names none, of the first whose patterns it
 * fits. A target that names one already keeps it, as those of a saved plan do. Throws INV344 where a credential may not go
 * to a target.
 */
export function assignCredentials(
  targets: readonly Target[],
  { common, configured }: AssignOptions,
): readonly Target[] {
  checkCredentials(targets, { common, configured });
  const granting = configured.filter(({ grant }) => grant !== null);
  if (common !== null || granting.length === 0) return targets;
  return targets.map((target) => {
    if (target.credential !== undefined) return target;
    const first = granting.find(({ grant }) => grant?.allows(target));
    return first === undefined ? target : { ...target, credential: first.name };
  });
}

/**
 * Throws INV344 where a credential that is named may not go to a target that it is named for. One of which the
 * configuration does not say where it may go goes to none: whoever writes a runbook would decide that.
 */
export function checkCredentials(targets: readonly Target[], { common, configured }: AssignOptions): void {
  // The environment knows names without their case: what is said of one is said of each of its spellings.
  const byName = new Map(configured.map((credential) => [credential.name.toLowerCase(), credential]));
  const named = (name: string) => byName.get(name.toLowerCase());
  const away = targets.filter((target) => {
    const configuration = named(target.credential ?? common ?? "");
    return configuration !== undefined && configuration.grant?.allows(target) !== true;
  });
  const [first] = away;
  if (first === undefined) return;
  const name = first.credential ?? common ?? "";
  const shown = away.slice(0, NAMED).map(whereTo).join(", ");
  const more = away.length > NAMED ? " and others" : "";
  throw new Refusal(
    "INV344",
    `Credential ${name} may not go to ${counted(away.length, "target")} of this run: ${shown}${more}.`,
    {
      hint: hintOf(named(name)),
    },
  );
}

function hintOf(credential: NamedCredential | undefined): string {
  const where = `\`for\` of ${credential?.name} in ${credential?.file.path}`;
  if (credential?.grant === null) return `Say under ${where} where it may go, such as \`for: ["*.corp.example"]\`.`;
  return `${where} says where it may go; leave the others out with --exclude.`;
}

function whereTo({ name, address }: Target): string {
  return address === undefined ? name : `${name} at ${address}`;
}
