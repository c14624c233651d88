import { boolean, integer, option, string } from "@oclif/core/flags";
import { writeTargets } from "../app/targets-file.ts";
import { Refusal } from "../base/refusal.ts";
import { InvrunCommand } from "../command.ts";
import { type Fleet, startFleet } from "../sim/fleet.ts";
import type { ClientFiles } from "../sim/tls.ts";
import { weathers } from "../sim/weather.ts";

/** More would not fit the ports of one address when each is in trouble. */
const MOST_CLIENTS = 100_000;

/** Starts a simulated fleet and keeps it until it is told to end. */
export default class Simulate extends InvrunCommand {
  static override summary = "Start simulated ConfigMgr clients on loopback that speak the real wire, and keep them.";
  static override flags = {
    clients: integer({ description: "How many.", required: true, min: 1, max: MOST_CLIENTS }),
    port: integer({ description: "Where the healthy ones listen; 0 picks a port.", default: 0, min: 0, max: 65_535 }),
    seed: integer({ description: "The same seed gives the same fleet.", default: 1, min: 0 }),
    weather: option({
      description: "How much trouble there is.",
      options: weathers,
      default: "fair" as const,
    })(),
    tls: boolean({ description: "Listen with TLS, under an authority of the fleet's own." }),
    "allow-unencrypted": boolean({
      description: "Take plain messages over plain HTTP, as Windows does not by default.",
    }),
    "admin-service": boolean({ description: "Simulate the site's administration service beside them, over TLS." }),
    members: integer({
      description: "How many computers the site's largest collection has; the clients are among them.",
      min: 1,
      max: MOST_CLIENTS,
      dependsOn: ["admin-service"],
    }),
    "targets-out": string({
      description: "Write the clients to this YAML file, for apply --targets.",
      helpValue: "FILE",
    }),
    json: boolean({ description: "Print one line of JSON once the fleet is ready." }),
  };
  static override examples = ["<%= config.bin %> simulate --clients 25 --targets-out targets.yml"];

  async run(): Promise<void> {
    const { flags } = await this.parse(Simulate);
    const told = nextSignal();
    const fleet = await this.#start(flags);
    try {
      const file = flags["targets-out"] ?? null;
      if (file !== null) await writeTargets(file, fleet.targets);
      process.stdout.write(flags.json ? `${json(fleet, file)}\n` : usage(fleet, file));
      await told;
    } finally {
      await fleet.close();
    }
  }

  async #start({ "allow-unencrypted": allowUnencrypted, "admin-service": beside, members, ...flags }: FleetFlags) {
    const { clients, port, seed, weather, tls } = flags;
    const adminService = beside ? { adminService: members === undefined ? {} : { members } } : {};
    try {
      return await startFleet({ clients, port, seed, weather, tls, allowUnencrypted, ...adminService });
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === undefined) throw cause;
      throw new Refusal("INV306", `The simulated fleet cannot listen at 127.0.0.1:${port} (${code}).`, { cause });
    }
  }
}

/** The flags that say what fleet it is. */
type FleetFlags = Pick<Parameters<typeof startFleet>[0], "clients" | "port" | "seed" | "weather" | "tls"> & {
  readonly "allow-unencrypted": boolean;
  readonly "admin-service": boolean;
  readonly members?: number | undefined;
};

/** Resolves with the first request to end. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

function json({ address, port, username, password, truthUrl, ca, client, ...fleet }: Fleet, targets: string | null) {
  const { certificate = null, key = null } = client ?? {};
  const site = fleet.adminService === null ? {} : { adminService: fleet.adminService };
  return JSON.stringify({ address, port, username, password, targets, truth: truthUrl, ca, certificate, key, ...site });
}

function siteLines({ service, ca }: NonNullable<Fleet["adminService"]>): readonly string[] {
  return ["", "The site, as a configuration names it:", "  site:", `    service: ${service}`, `    ca: ${ca}`];
}

function variables({ certificate, key }: ClientFiles): readonly string[] {
  return [`  INVRUN_CERTIFICATE=${certificate}`, `  INVRUN_KEY=${key}`];
}

function usage(fleet: Fleet, file: string | null): string {
  const { address, port, username, password, targets, truthUrl, ca, client } = fleet;
  const list = file ?? "targets.yml";
  const lines = [
    `${targets.length} simulated ${targets.length === 1 ? "client" : "clients"} at ${address}:${port}${ca === null ? "" : " over TLS"}.`,
    "",
    "In another shell:",
    `  export INVRUN_USERNAME=${username}`,
    `  export INVRUN_PASSWORD=${password}`,
    "or in PowerShell:",
    `  $env:INVRUN_USERNAME = '${username}'`,
    `  $env:INVRUN_PASSWORD = '${password}'`,
    "then:",
    `  invrun apply RUNBOOK --targets ${list} --yes`,
    ...(file === null ? [`  (start again with --targets-out ${list} for that list)`] : []),
    ...(ca === null ? [] : ["", "The runbook says `tls: true` under `connection`, and there too:", `  ca: ${ca}`]),
    ...(client === null ? [] : ["With `auth: certificate` there, instead of name and password:", ...variables(client)]),
    ...(fleet.adminService === null ? [] : siteLines(fleet.adminService)),
    "",
    `The truth: ${truthUrl}`,
    "Ctrl-C ends the fleet.",
  ];
  return `${lines.join("\n")}\n`;
}
