import { createRequire } from "node:module";
import { namesOf, startFleet } from "../fleet.ts";
import type { Workshop } from "../workshop.ts";
import { type Figures, figuresOf } from "./figures.ts";
import type { WinrmClientJob } from "./winrm-client-program.ts";

/** Why it cannot be measured here, or null. */
export function winrmClientMissing(): string | null {
  try {
    createRequire(import.meta.url).resolve("winrm-client");
    return null;
  } catch {
    return "winrm-client is not installed";
  }
}

/** The job by winrm-client, NTLM without sealing, since it knows none; all clients at one time. */
export async function measureWinrmClient(workshop: Workshop, clients: number): Promise<Figures> {
  const fleet = await startFleet(workshop, clients, ["--allow-unencrypted"]);
  try {
    const { port, password, username } = fleet.said;
    // In upper case, since winrm-client proves knowledge of the password for no other form of a domain.
    const job: WinrmClientJob = {
      names: await namesOf(fleet.said),
      port,
      username: `FLEET\\${username}`,
      password,
      concurrency: clients,
    };
    const program = await workshop.program("peers/winrm-client-program");
    const { cpuMs, startCpuMs, wallMs } = await workshop.measure([program, JSON.stringify(job)]);
    return await figuresOf(fleet.said, { cpuMs: cpuMs - startCpuMs, wallMs });
  } finally {
    await fleet.end();
  }
}
