import { Refusal } from "../base/refusal.ts";
import { isOwnList } from "../targets/forms.ts";
import { parseTargets } from "../targets/parse.ts";
import { readText } from "./read-text.ts";
import { STANDARD_INPUT } from "./validate.ts";

/** The computers that were typed, and the lists. */
interface Asked {
  readonly hosts: readonly string[];
  readonly files: readonly string[];
}

/** What of them the runbook names, and the list that stands in for its targets instead, as `apply --targets` has it. */
export interface Listed extends Asked {
  /** Null where the runbook names all of them. */
  readonly instead: string | null;
}

/**
 * Names or lists, not both: whoever types a name beside a list may mean that one of it, or all of it as well. A list that
 * comes on standard input cannot be named in a runbook, and one that names sources in turn can only stand in for its
 * targets: either of them stands alone. Throws INV304.
 */
export async function placeLists({ hosts, files }: Asked): Promise<Listed> {
  const [only] = files;
  if (hosts.length > 0 && only !== undefined)
    throw new Refusal("INV304", `Computers are named, and the list ${only} as well.`, {
      hint: "Name computers, or pass lists; `--limit NAME` picks some of a list.",
    });
  const alone = files.length === 1;
  if (files.includes(STANDARD_INPUT) && !alone)
    throw new Refusal("INV304", "A list on standard input is the only one: no other list goes with it.", {
      hint: "Name them in that list.",
    });
  const standsIn = only !== undefined && alone && (only === STANDARD_INPUT || (await namesSources(only)));
  return standsIn ? { hosts: [], files: [], instead: only } : { hosts, files, instead: null };
}

/** Whether a list names files or sources, or is narrowed: none of which it can where it is named itself. */
async function namesSources(path: string): Promise<boolean> {
  const { source } = await readText(path, { utf16: true });
  if (source === null || !isOwnList(source)) return false;
  const { selection } = parseTargets(source, { format: "yaml" });
  if (selection === null) return false;
  const { exclude } = selection;
  const parts = [selection, exclude].flatMap(({ files, dynamic, labels }) => [...files, ...dynamic, ...labels]);
  return parts.length > 0 || selection.stale !== null;
}
