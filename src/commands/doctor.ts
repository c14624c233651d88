import { string as textArg } from "@oclif/core/args";
import { boolean, integer, string } from "@oclif/core/flags";
import type { InferredFlags } from "@oclif/core/interfaces";
import { type Access, openAccess } from "../app/access.ts";
import { openCredentials } from "../app/credentials.ts";
import { conform } from "../app/doctor/conformance/conformance.ts";
import { showConformance } from "../app/doctor/conformance/show.ts";
import { cutBySignals } from "../app/doctor/cut.ts";
import { diagnose } from "../app/doctor/doctor.ts";
import { exitOfDiagnoses } from "../app/doctor/exit-code.ts";
import { showDiagnoses } from "../app/doctor/show.ts";
import { readDoctorWork } from "../app/doctor/work.ts";
import { exitOfStop } from "../app/exit-code.ts";
import { showDiagnostics, wantsColor } from "../app/show.ts";
import { stateDirectory } from "../app/state-directory.ts";
import { systemClock } from "../base/clock.ts";
import { parseDuration } from "../base/duration.ts";
import { Refusal } from "../base/refusal.ts";
import { InvrunCommand } from "../command.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import type { Target } from "../model/target.ts";

type Flags = InferredFlags<typeof Doctor.flags>;

/** Finds out what keeps hosts from being reached, or from reporting. */
export default class Doctor extends InvrunCommand {
  static override strict = false;
  static override summary = "Find out why hosts cannot be reached, or do not report: one cause, one remedy.";
  static override description =
    "Looks at each host, from its name in DNS to the state of its inventories, until something is wrong. Only reads. A refused password is tried once, on one host. Exits with 0 where all is well, 4 where hosts are only unreachable, 6 where anything else was found.";
  static override args = { host: textArg({ description: "Names or ranges; none for every host of the list." }) };
  static override flags = {
    targets: string({
      description: "Look at the hosts of this list (.yml, .csv, .txt); hosts that are named are reached as it says.",
      helpValue: "FILE",
    }),
    runbook: string({
      description: "Reach them as this runbook does; without a list, its targets are meant.",
      helpValue: "RUNBOOK",
    }),
    credential: string({ description: "The name of the credential.", helpValue: "NAME" }),
    auth: string({ description: "How to log on, as `connection.auth` of a runbook.", helpValue: "KIND" }),
    tls: boolean({ description: "Use TLS." }),
    ca: string({ description: "Trust the authorities in this PEM file as well.", helpValue: "FILE" }),
    port: integer({ description: "Where they listen, unless the list says.", min: 1, max: 65_535 }),
    concurrency: integer({ description: "Hosts at one time.", default: 32, min: 1, max: 1_000 }),
    json: boolean({ description: "Print every check of every host as JSON; with --conformance, the report." }),
    conformance: boolean({
      description: "Find out how one host does what documents leave open, and report it without names. Only reads.",
    }),
    "allow-reset": boolean({
      description: "Settle also what takes a reset and a trigger of hardware inventory on that host.",
      dependsOn: ["conformance"],
    }),
    output: string({
      char: "o",
      description: "Write the report of --conformance here.",
      helpValue: "FILE",
      dependsOn: ["conformance"],
    }),
    force: boolean({ description: "Write it in the place of a file that is there already.", dependsOn: ["output"] }),
    idle: string({
      description: "With --conformance: how long the end of a connection that rests is awaited.",
      default: "150s",
      helpValue: "DURATION",
    }),
    "keep-names": boolean({ description: "Leave names in that report.", dependsOn: ["conformance"] }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = [
    "<%= config.bin %> doctor pc-0042.corp.example",
    "<%= config.bin %> doctor --runbook runbooks/full-inventory.yml",
    "<%= config.bin %> doctor --targets fleet.csv --tls --json",
    "<%= config.bin %> doctor --conformance pc-0042.corp.example -o conformance.md",
  ];

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Doctor);
    const look = { color: wantsColor(flags["no-color"], process.stderr), annotate: false };
    const idleMs = this.#idle(flags.idle);
    const credentials = await openCredentials(look);
    const { plan, diagnostics } = await readDoctorWork({
      hosts: argv as string[],
      targets: flags.targets ?? null,
      runbook: flags.runbook ?? null,
      connection: connectionFlags(flags),
      port: flags.port ?? null,
      credentials,
      clock: systemClock,
    });
    showDiagnostics(diagnostics, 1, look);
    if (plan === null) {
      process.exitCode = 2;
      return;
    }
    const only = flags.conformance ? theOne(planTargets(plan)) : null;
    const access = await openAccess(plan, credentials);
    const cut = cutBySignals();
    try {
      const parts = { plan, access, signal: cut.signal };
      const exit =
        only === null ? await this.#diagnose(parts, flags) : await this.#conform({ ...parts, idleMs }, only, flags);
      process.exitCode = cut.reason === null ? exit : exitOfStop(cut.reason);
    } finally {
      cut.end();
    }
  }

  async #diagnose(parts: Parts, { concurrency, json, ...flags }: Flags): Promise<number> {
    const diagnoses = await diagnose({ ...parts, concurrency });
    showDiagnoses(diagnoses, { json, noColor: flags["no-color"] });
    return exitOfDiagnoses(diagnoses);
  }

  async #conform(parts: Parts & { idleMs: number }, target: Target, flags: Flags): Promise<number> {
    const { json, output, force } = flags;
    const tool = `${this.config.bin} ${this.config.version}`;
    const conformance = await conform({
      ...parts,
      target,
      clock: systemClock,
      // A flag that depends on another has no default: where it is not given, oclif leaves it out.
      allowReset: flags["allow-reset"] === true,
      stateDir: stateDirectory(),
      keepNames: flags["keep-names"] === true,
      tool,
    });
    await showConformance(conformance, { json, output, force, noColor: flags["no-color"] });
    return conformance.report === null ? exitOfDiagnoses([conformance.diagnosis]) : 0;
  }

  #idle(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0) return ms;
    this.error(`--idle takes a duration, not "${text}".`, { exit: 2, suggestions: ["Write 30s or 150s."] });
  }
}

/** What a look needs, whatever it is for. */
interface Parts {
  readonly plan: Plan;
  readonly access: Access;
  readonly signal: AbortSignal;
}

function connectionFlags({ auth, credential, tls, ca }: Flags) {
  return {
    ...(auth === undefined ? {} : { auth }),
    ...(credential === undefined ? {} : { credential }),
    ...(tls ? { tls } : {}),
    ...(ca === undefined ? {} : { ca }),
  } as const;
}

function theOne(targets: readonly Target[]): Target {
  const [target] = targets;
  if (target !== undefined && targets.length === 1) return target;
  throw new Refusal("INV365", `--conformance asks one host, and ${targets.length} are named.`);
}
