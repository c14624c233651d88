import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fleet, startFleet } from "./fleet.ts";
import { median, type Row } from "./row.ts";
import { Workshop } from "./workshop.ts";

const MEMBERS = 20_000;
const ROUNDS = 3;

/** What it takes to resolve a large collection to full names at a simulated site, which takes turns on the same machine. */
export async function measureCollections(): Promise<readonly Row[]> {
  const workshop = await Workshop.open();
  const flags = ["--admin-service", "--members", String(MEMBERS)];
  const fleet = await startFleet(workshop, 10, flags);
  try {
    const { adminService, username, password } = fleet.said as Fleet & {
      readonly adminService: { readonly service: string; readonly ca: string };
    };
    const config = join(workshop.folder, "config.yml");
    await writeFile(config, `site:\n  service: ${adminService.service}\n  ca: ${adminService.ca}\n`);
    const program = await workshop.program("collections-client");
    const env = { INVRUN_USERNAME: username, INVRUN_PASSWORD: password };
    const seconds: number[] = [];
    const megabytes: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const reading = await workshop.measure([program, config, "P0100012", String(MEMBERS)], env);
      seconds.push(reading.wallMs / 1_000);
      megabytes.push(reading.peakMemoryMb);
    }
    const how = `${MEMBERS.toLocaleString("en")} members, whole processes, median of ${ROUNDS}`;
    return [
      { name: "collections/time", value: median(seconds), unit: "s", limit: null, how },
      { name: "collections/memory", value: median(megabytes), unit: "MB", limit: 300, how },
    ];
  } finally {
    await fleet.end();
    await workshop.close();
  }
}
