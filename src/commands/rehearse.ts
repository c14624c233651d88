import { string as textArg } from "@oclif/core/args";
import { integer, option, string } from "@oclif/core/flags";
import { accessWith } from "../app/access.ts";
import { assignPlan } from "../app/assignment.ts";
import { readText } from "../app/read-text.ts";
import { homeOf, needsPlain, rehearsalOf } from "../app/rehearsal.ts";
import { readReports } from "../app/reports.ts";
import { awaitsSite, watchOf } from "../app/site.ts";
import { REHEARSALS_DIR } from "../app/store.ts";
import { Secret } from "../base/secret.ts";
import { planTargets } from "../model/plan.ts";
import { RunCommand } from "../run-command.ts";
import { startFleet } from "../sim/fleet.ts";

/** The whole run against a simulated fleet of the same targets. */
export default class Rehearse extends RunCommand {
  static override summary =
    "Carry a runbook out against simulated computers of the same names; no real one is touched.";
  static override args = { runbook: textArg({ description: "The runbook.", required: true }) };
  static override flags = {
    ...RunCommand.runFlags,
    weather: option({
      options: ["fair", "mixed", "rough"] as const,
      default: "fair" as const,
      description: "How much trouble there is.",
    })(),
    seed: integer({ description: "The same seed gives the same trouble.", default: 1 }),
    "runs-dir": string({ description: "Where rehearsals are kept.", default: REHEARSALS_DIR, helpValue: "DIR" }),
  };
  static override examples = ["<%= config.bin %> rehearse runbooks/full-inventory.yml --weather mixed"];

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rehearse);
    const look = this.look(flags);
    const reports = await readReports(flags.report);
    const runbook = { path: args.runbook, text: await readText(args.runbook) };
    const sealed = await this.prepared(runbook, flags, { look, change: null, validMs: null, credentials: null });
    if (sealed === null) return;
    const { plan } = sealed;
    const names = planTargets(plan).map(({ name }) => name);
    const { weather, seed } = flags;
    const fleet = await startFleet({
      clients: names.length,
      names,
      port: 0,
      seed,
      weather,
      tls: false,
      allowUnencrypted: needsPlain(plan),
      pretends: true,
      home: homeOf(plan),
      ...(awaitsSite(plan) && { adminService: {} }),
    });
    try {
      const { username } = fleet;
      const credential = { kind: "password", name: "", username, password: new Secret(fleet.password) } as const;
      const site = fleet.adminService === null ? null : await watchOf({ ...fleet.adminService, credential });
      const access = { ...accessWith(credential), ...(site !== null && { site }) };
      const rehearsal = assignPlan(rehearsalOf(plan, { targets: fleet.targets, tls: false }));
      const runsDir = flags["runs-dir"];
      const run = { ...rehearsal, access, runsDir, windowEnds: null, stateDir: null };
      await this.carryOut(run, { look, reports });
    } finally {
      await fleet.close();
    }
  }
}
