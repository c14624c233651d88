import { resolve } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { Refusal } from "../../base/refusal.ts";
import { compareDiagnostics, type Diagnostic, hasErrors } from "../../model/diagnostic.ts";
import type { Plan } from "../../model/plan.ts";
import type { Runbook, Selection } from "../../model/runbook.ts";
import { createSource } from "../../model/source.ts";
import type { Target } from "../../model/target.ts";
import { assemble } from "../../plan/assemble.ts";
import { runId } from "../../plan/run-id.ts";
import { createNameIndex, foldName } from "../../targets/name-index.ts";
import { parseTargets } from "../../targets/parse.ts";
import { select } from "../../targets/select.ts";
import type { Credentials } from "../credentials.ts";
import { personHere } from "../operator.ts";
import { readText } from "../read-text.ts";
import { settleText } from "../validate.ts";

/** What the user named, and how the hosts are to be reached. */
export interface WorkOptions {
  /** Names and ranges; empty for everybody on the lists. */
  readonly hosts: readonly string[];
  /** A list of targets, or null. */
  readonly targets: string | null;
  /** A runbook whose connection, and whose targets in want of a list, are meant; or null. */
  readonly runbook: string | null;
  /** What flags say in the place of the runbook. */
  readonly connection: {
    readonly auth?: string;
    readonly credential?: string;
    readonly tls?: true;
    /** A path from the working directory. */
    readonly ca?: string;
  };
  /** Of hosts that have none of their own. */
  readonly port: number | null;
  readonly credentials: Credentials;
  readonly clock: Clock;
}

/** Whom to look at, or what is wrong with the texts. */
export interface DoctorWork {
  /** Null where a text has errors. */
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where mistakes in flags and arguments are shown. */
const COMMAND_LINE = "the command line";

/**
 * Reads whom to look at and how. A host that a list has too is reached as the list says: its address, port and
 * credential. Throws INV304 where nobody is named.
 */
export async function readDoctorWork(options: WorkOptions): Promise<DoctorWork> {
  const { clock, credentials, port, connection: flags } = options;
  const own = options.runbook === null ? null : await settleText(await readText(options.runbook), options.targets);
  const flagged = await settleText(
    { source: createSource(COMMAND_LINE, flagText(flags, own !== null)), diagnostics: [] },
    own === null ? options.targets : null,
  );
  const { runbook, selection } = own ?? flagged;
  const named = options.hosts.length === 0 ? null : readHosts(options.hosts);
  const found = [own, flagged, named].flatMap((part) => part?.diagnostics ?? []);
  const diagnostics = found.sort(compareDiagnostics);
  if (runbook === null || flagged.runbook === null || hasErrors(diagnostics)) return { plan: null, diagnostics };
  const chosen = named === null ? selection.targets : asListed(named.targets, selection.targets);
  if (chosen.length === 0) throw new Refusal("INV304", "No host was named, and no list of hosts.", { hint: NAME_SOME });
  const connected = connectedAs(runbook, { flags, flagged: flagged.runbook });
  const targets = credentials
    .assign(chosen, connected.connection.credential)
    .map((target) => (port === null || target.port !== undefined ? target : { ...target, port }));
  return { plan: lookingPlan(connected, { targets, excluded: [] }, clock), diagnostics };
}

const NAME_SOME = "Write `invrun doctor HOST`, or name a list with --targets or a runbook with --runbook.";

/** The words of the command line are a list like any other: one name or range a line. */
function readHosts(hosts: readonly string[]) {
  const source = createSource(COMMAND_LINE, `${hosts.join("\n")}\n`);
  const { selection, diagnostics } = parseTargets(source, { format: "text" });
  const selected = select(selection);
  return { targets: selected.targets, diagnostics: [...diagnostics, ...selected.diagnostics] };
}

function asListed(named: readonly Target[], listed: readonly Target[]): readonly Target[] {
  const index = createNameIndex<Target>();
  for (const target of listed) index.add(foldName(target.name), target);
  return named.map((target) => index.find(foldName(target.name)) ?? target);
}

/**
 * The flags as a runbook, so that they are held to the same rules. Its one step is never carried out. What wants TLS is
 * not asked for it where a runbook may say so.
 */
function flagText(flags: WorkOptions["connection"], hasRunbook: boolean): string {
  const wantsTls = hasRunbook && (flags.auth !== undefined || flags.ca !== undefined);
  const entries = Object.entries(wantsTls ? { ...flags, tls: true } : flags);
  const lines = entries.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  const connection = lines.length === 0 ? "" : `connection:\n${lines.join("")}`;
  return `name: doctor\n${connection}steps:\n  - request-policy:\n`;
}

interface Flagged {
  readonly flags: WorkOptions["connection"];
  readonly flagged: Runbook;
}

/** The runbook's connection, with what flags say in its place. */
function connectedAs({ digest, text, ...runbook }: Runbook, { flags, flagged }: Flagged): Runbook {
  const said = Object.keys(flags).map((key) => [key, flagged.connection[key as keyof typeof flags]]);
  const { ca } = flags;
  const connection = {
    ...runbook.connection,
    ...Object.fromEntries(said),
    ...(ca === undefined ? {} : { ca: resolve(ca) }),
  };
  return { ...runbook, digest, text, connection, require: null, steps: [] };
}

function lookingPlan(runbook: Runbook, selection: Selection, clock: Clock): Plan {
  const now = clock.now();
  return assemble({
    runbook,
    selection,
    kinds: [],
    id: runId(now, Math.random),
    now,
    validMs: null,
    change: null,
    planned: { ...personHere(), git: null },
    sources: [],
    narrowed: { limit: [], limitAlso: [], exclude: [] },
  });
}
