import { writeFile } from "node:fs/promises";
import { Refusal } from "../base/refusal.ts";
import type { Target } from "../model/target.ts";

/** A list of targets in the shape of a runbook's `targets`. Texts are quoted as JSON, which YAML reads the same way. */
export function targetsText(targets: readonly Target[]): string {
  const lines = targets.map(({ name, address, port }) => {
    const place = [
      address === undefined ? [] : [`address: ${quoted(address)}`],
      port === undefined ? [] : [`port: ${port}`],
    ];
    return `  - { ${[`name: ${quoted(name)}`, ...place.flat()].join(", ")} }`;
  });
  return `hosts:\n${lines.join("\n")}\n`;
}

/** Writes the list. Throws INV307. */
export async function writeTargets(path: string, targets: readonly Target[]): Promise<void> {
  try {
    await writeFile(path, targetsText(targets));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal("INV307", `The list of targets cannot be written to ${path} (${code ?? "unknown error"}).`, {
      cause,
    });
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
