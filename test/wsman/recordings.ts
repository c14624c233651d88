import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/**
 * A folder of recorded and documented traffic, which is not part of the project: `winrs/*.yml` with messages (request,
 * response, transport_error.code), `faults/*.xml` with answers, `wsmv-examples/*.xml` named after their sections.
 */
export const recordings: string | null = process.env.INVRUN_RECORDINGS ?? null;

/** How a suite over recordings is named where there are none, so that the skip says why. */
export const needed = recordings === null ? " (skipped: INVRUN_RECORDINGS names no folder)" : "";

export interface Recorded {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly status: number;
}

/** The pairs of a WinRS session each. */
export function recordedPairs(): readonly Recorded[] {
  return filesOf("winrs", ".yml").flatMap(({ name, text }) => {
    const { messages } = parse(text) as {
      messages: { request: string; response: string; transport_error?: { code: number } }[];
    };
    return messages.map(({ request, response, transport_error }, index) => ({
      name: `${name} ${index + 1}`,
      request,
      response,
      status: transport_error?.code ?? 200,
    }));
  });
}

/** Fault answers. */
export function recordedFaults(): readonly { readonly name: string; readonly text: string }[] {
  return filesOf("faults", ".xml");
}

/** The examples of [MS-WSMV] section 4. */
export function documentedExamples(): readonly { readonly name: string; readonly text: string }[] {
  return filesOf("wsmv-examples", ".xml");
}

/** Names of WS-Management codes as the Windows SDK has them, by number; empty where the list is not there. */
export function sdkNames(): ReadonlyMap<number, string> {
  const path = recordings === null ? "" : join(recordings, "..", "wsman-codes.json");
  if (!existsSync(path)) return new Map();
  const { codes } = JSON.parse(readFileSync(path, "utf8")) as { codes: { decimal: number; name: string }[] };
  return new Map(codes.map(({ decimal, name }) => [decimal, name]));
}

function filesOf(folder: string, ending: string): readonly { name: string; text: string }[] {
  if (recordings === null) return [];
  const path = join(recordings, folder);
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return names.map((name) => ({ name, text: readFileSync(join(path, name), "utf8") }));
}
