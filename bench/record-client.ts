import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { targetsText } from "../src/app/targets-file.ts";
import { type Applied, apply } from "./apply.ts";
import { startFleet } from "./fleet.ts";
import { type Exchange, recordTo } from "./tape.ts";
import type { Workshop } from "./workshop.ts";

/** The first client proves the credential, which takes a request more; the second is like all others. */
const CLIENTS = 3;
const TAKEN = 1;

/** What one client's run looks like on the wire, and what so small a run costs. */
export interface Recorded {
  readonly exchanges: readonly Exchange[];
  readonly applied: Applied;
}

/** Runs `apply` on very few clients, with a relay between. */
export async function recordClient(workshop: Workshop): Promise<Recorded> {
  const fleet = await startFleet(workshop, CLIENTS);
  const recorder = await recordTo(fleet.said.port);
  try {
    const names = Array.from({ length: CLIENTS }, (_, index) => `sim-000${index + 1}.fleet.example`);
    const targets = join(workshop.folder, "recorded.yml");
    const { port } = recorder;
    await writeFile(targets, targetsText(names.map((name) => ({ name, address: fleet.said.address, port }))));
    const applied = await apply(workshop, fleet.said, targets);
    const taped = recorder.taped();
    if (taped.length !== CLIENTS) throw new Error(`${taped.length} connections for ${CLIENTS} clients`);
    return { exchanges: taped[TAKEN] as readonly Exchange[], applied };
  } finally {
    recorder.close();
    await fleet.end();
  }
}
