import { option, string as textArg } from "@oclif/core/args";
import { boolean, string } from "@oclif/core/flags";
import type { InferredFlags } from "@oclif/core/interfaces";
import { openAccess } from "../app/access.ts";
import { checkPlanned } from "../app/approve.ts";
import { assign } from "../app/assignment.ts";
import { confirm } from "../app/confirm.ts";
import { type Credentials, openCredentials } from "../app/credentials.ts";
import { withSources } from "../app/open-sources.ts";
import { checkChange, prepare, type SealedPlan } from "../app/prepare.ts";
import { readReports } from "../app/reports.ts";
import { type Look, showNarrowedTargets, showPicked } from "../app/show.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { RUNS_DIR } from "../app/store.ts";
import { showTypedMistakes } from "../app/sync.ts";
import { type Listed, placeLists } from "../app/sync-list.ts";
import { composeSync, SYNC_NAME, type SyncText, syncScopes } from "../app/sync-text.ts";
import { STANDARD_INPUT, settleText } from "../app/validate.ts";
import { systemClock } from "../base/clock.ts";
import { Refusal } from "../base/refusal.ts";
import { planTargets } from "../model/plan.ts";
import { RunCommand } from "../run-command.ts";

type Flags = InferredFlags<typeof Sync.flags>;

/** A full resynchronisation at once: the runbook that it is, carried out as `apply` carries one out. */
export default class Sync extends RunCommand {
  static override summary =
    "Resynchronise computers at once: reset, force, and wait until a full report is handed over.";
  static override description =
    "After the manner of SMS 2.0's invsync, but with the outcome awaited. It is a runbook that --print shows, carried out as `apply` carries one out: what the configuration demands, the question above 20 targets, the lock, the journal, the reports and the exit codes are the same.";
  static override args = {
    scope: option({ description: "Which inventory: `hw`, `sw` or `both`.", options: syncScopes, ignoreStdin: true })({
      required: true,
    }),
    host: textArg({ description: "A computer's name or a range such as `pc-[001:020]`; or several.", multiple: true }),
  };
  static override flags = {
    ...RunCommand.runFlags,
    targets: string({
      description:
        "Take the computers of this list instead (.yml, .ini, .csv, .txt); repeated, of several. Alone it may name sources, or be `-` for standard input.",
      helpValue: "FILE",
      multiple: true,
      multipleNonGreedy: true,
      default: [],
    }),
    site: string({ description: "Leave clients of another site alone.", helpValue: "CODE" }),
    credential: string({ description: "The name of the credential to log on with.", helpValue: "NAME" }),
    auth: string({ description: "How to log on, as `connection.auth` of a runbook.", helpValue: "KIND" }),
    tls: boolean({ description: "Connect by TLS, to port 5986." }),
    ca: string({ description: "A PEM file of certificate authorities to trust as well.", helpValue: "FILE" }),
    print: boolean({ description: "Print the runbook that it is, and touch nobody." }),
    yes: boolean({ description: "Do not ask, however many targets there are." }),
    change: string({ description: "The number of the change it belongs to.", helpValue: "NUMBER" }),
    "runs-dir": string({ description: "Where runs are kept.", default: RUNS_DIR, helpValue: "DIR" }),
  };
  static override examples = [
    "<%= config.bin %> sync hw pc-0231.corp.example",
    "<%= config.bin %> sync both pc-[001:020].corp.example --site P01",
    "<%= config.bin %> sync sw --targets berlin.txt --print",
  ];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Sync);
    const { scope, host: hosts = [] } = args;
    const { site = null, auth = null, credential = null, tls, ca = null, targets: files } = flags;
    if (hosts.length + files.length === 0)
      throw new Refusal("INV304", "No computer is named, and no list was given.", {
        hint: `Name some: \`${SYNC_NAME} ${scope} HOST…\`, or pass --targets FILE.`,
      });
    const { instead, ...named } = await placeLists({ hosts, files });
    const text = composeSync({ scope, ...named, site, auth, credential, tls, ca });
    await (flags.print ? this.#print(text, flags) : this.#carryOut({ text, instead }, flags));
  }

  /** What is wrong is told and not printed: what is printed can be carried out. */
  async #print(text: SyncText, flags: Flags): Promise<void> {
    const { runbook, diagnostics } = await settleText({ source: text.runbook, diagnostics: [] }, null);
    showTypedMistakes(diagnostics, text, this.look(flags));
    if (runbook === null) process.exitCode = 2;
    else process.stdout.write(text.runbook.text);
  }

  async #carryOut(asked: Asked, flags: Flags): Promise<void> {
    const look = this.look(flags);
    const reports = await readReports(flags.report);
    const credentials = await openCredentials(look);
    const sealed = await this.#plan(asked, flags, { look, credentials });
    if (sealed === null) return;
    const { plan } = sealed;
    checkPlanned(planTargets(plan).length, credentials.configuration.policy);
    const access = await openAccess(plan, credentials);
    const terminal = { input: process.stdin, output: process.stderr };
    if (!flags.yes) await confirm(plan, terminal, { listOnInput: asked.instead === STANDARD_INPUT });
    const runsDir = flags["runs-dir"];
    const run = { ...assign(sealed), access, runsDir, windowEnds: null, stateDir: stateDirectory() };
    await this.carryOut(run, { look, reports });
  }

  /** Null where something that was typed is wrong: it is shown then. */
  async #plan({ text, instead }: Asked, flags: Flags, { look, credentials }: Means): Promise<SealedPlan | null> {
    const { limit, "limit-also": limitAlso, exclude, change = null } = flags;
    const { changeRequired } = credentials.configuration.policy;
    checkChange({ stated: change, given: change, required: changeRequired });
    const clock = systemClock;
    const { sealed, named, picked, narrowed, diagnostics } = await withSources({ credentials, clock }, (sources) =>
      prepare({
        path: SYNC_NAME,
        text: { source: text.runbook, diagnostics: [] },
        targets: instead,
        flags: { limit, limitAlso, exclude },
        only: null,
        change,
        validMs: null,
        credentials,
        sources,
        clock,
      }),
    );
    showTypedMistakes(diagnostics, text, look);
    if (sealed === null) {
      process.exitCode = 2;
      return null;
    }
    showPicked(picked, narrowed);
    showNarrowedTargets(planTargets(sealed.plan).length, named);
    return sealed;
  }
}

/** The runbook that was asked for, and the list in its targets' stead. */
interface Asked extends Pick<Listed, "instead"> {
  readonly text: SyncText;
}

interface Means {
  readonly look: Look;
  readonly credentials: Credentials;
}
