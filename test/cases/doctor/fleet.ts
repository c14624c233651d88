import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnosis } from "../../../src/report/doctor-shape.ts";
import { type Fleet, startFleet } from "../../../src/sim/fleet.ts";
import type { KindName } from "../../../src/sim/kinds.ts";
import { type CliResult, runCli } from "../../support/cli.ts";
import { DOMAIN_ACCOUNT } from "./troubles.ts";

/** What doctor printed as JSON, and how it ended. */
export interface Doctored extends CliResult {
  readonly hosts: readonly Diagnosis[];
  readonly causes: readonly { readonly code: string; readonly hosts: readonly string[] }[];
}

/** A fleet of exactly these kinds, each a client of its kind's name, and a folder with a list of them. */
export interface Ward {
  readonly fleet: Fleet;
  readonly folder: string;
  readonly list: string;
  doctor(flags: readonly string[], as?: { readonly username?: string; readonly password?: string }): Promise<CliResult>;
  close(): Promise<void>;
}

export async function openWard(wanted: readonly KindName[], { tls = false } = {}): Promise<Ward> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-doctor-"));
  const list = join(folder, "targets.yml");
  const names = wanted.map((kind) => `${kind}.fleet.example`);
  const open = { clients: wanted.length, names, kinds: wanted, port: 0, seed: 11, weather: "fair" } as const;
  const fleet = await startFleet({ ...open, tls, allowUnencrypted: false });
  await writeFile(list, JSON.stringify({ hosts: fleet.targets }));
  return {
    fleet,
    folder,
    list,
    doctor: (flags, { username = DOMAIN_ACCOUNT, password = fleet.password } = {}) =>
      runCli(["doctor", "--targets", list, ...flags], {
        cwd: folder,
        env: { INVRUN_USERNAME: username, INVRUN_PASSWORD: password },
      }),
    async close() {
      await fleet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The document that `--json` prints. */
export function readDocument(result: CliResult): Doctored {
  return { ...result, ...(JSON.parse(result.stdout) as Pick<Doctored, "hosts" | "causes">) };
}
