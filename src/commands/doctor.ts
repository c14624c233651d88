import { string as textArg } from "@oclif/core/args";
import { boolean, integer, string } from "@oclif/core/flags";
import { openAccess } from "../app/access.ts";
import { openCredentials } from "../app/credentials.ts";
import { cutBySignals } from "../app/doctor/cut.ts";
import { diagnose } from "../app/doctor/doctor.ts";
import { exitOfDiagnoses } from "../app/doctor/exit-code.ts";
import { showDiagnoses } from "../app/doctor/show.ts";
import { readDoctorWork } from "../app/doctor/work.ts";
import { exitOfStop } from "../app/exit-code.ts";
import { showDiagnostics, wantsColor } from "../app/show.ts";
import { systemClock } from "../base/clock.ts";
import { InvrunCommand } from "../command.ts";

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
    json: boolean({ description: "Print every check of every host as JSON." }),
    "no-color": boolean({ description: "Print without colours." }),
  };
  static override examples = [
    "<%= config.bin %> doctor pc-0042.corp.example",
    "<%= config.bin %> doctor --runbook runbooks/full-inventory.yml",
    "<%= config.bin %> doctor --targets fleet.csv --tls --json",
  ];

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Doctor);
    const { auth, credential, tls, ca } = flags;
    const look = { color: wantsColor(flags["no-color"], process.stderr), annotate: false };
    const credentials = await openCredentials(look);
    const { plan, diagnostics } = await readDoctorWork({
      hosts: argv as string[],
      targets: flags.targets ?? null,
      runbook: flags.runbook ?? null,
      connection: {
        ...(auth === undefined ? {} : { auth }),
        ...(credential === undefined ? {} : { credential }),
        ...(tls ? { tls } : {}),
        ...(ca === undefined ? {} : { ca }),
      },
      port: flags.port ?? null,
      credentials,
      clock: systemClock,
    });
    showDiagnostics(diagnostics, 1, look);
    if (plan === null) {
      process.exitCode = 2;
      return;
    }
    const access = await openAccess(plan, credentials);
    const cut = cutBySignals();
    try {
      const diagnoses = await diagnose({ plan, access, concurrency: flags.concurrency, signal: cut.signal });
      showDiagnoses(diagnoses, { json: flags.json, noColor: flags["no-color"] });
      process.exitCode = cut.reason === null ? exitOfDiagnoses(diagnoses) : exitOfStop(cut.reason);
    } finally {
      cut.end();
    }
  }
}
