import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A full inventory of all at once, which no failure stops, whose waits end after so long: for simulated clients. */
export function fullInventoryText({ timeout = "20s", operation = "30s", connection = "" } = {}): string {
  return `name: full-inventory
${connection}rollout:
  batches: [rest]
  rate: unlimited
  max-failed: 100%
steps:
  - reset-hw-cache:
    timeout: ${operation}
  - reset-sw-cache:
    timeout: ${operation}
  - force-inventory: [hardware, software]
    timeout: ${operation}
  - wait: { for: [hardware], timeout: ${timeout} }
  - wait: { for: [software], timeout: ${timeout} }
    on-error: continue
`;
}

/** A runbook that fails on every client, however quick it is: what it waits for is never found. One at a time. */
export function failingText(maxFailed: number, batches = "[rest]"): string {
  return `name: never-found
rollout:
  batches: ${batches}
  rate: unlimited
  in-flight: 1
  max-failed: ${maxFailed}
steps:
  - wait: { query: "select Name from Win32_ComputerSystem where Name = 'nobody'", namespace: 'root\\cimv2', until: found, timeout: 100ms }
`;
}

/** Writes a runbook into a folder and gives its path. */
export async function writeRunbook(folder: string, text = fullInventoryText()): Promise<string> {
  const path = join(folder, "runbook.yml");
  await writeFile(path, text);
  return path;
}
