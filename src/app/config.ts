import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { NO_POLICY, type Policy, parseConfig } from "../config/parse.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { renderDiagnostics } from "../report/diagnostics.ts";
import { environment } from "./environment.ts";
import { readText } from "./read-text.ts";
import { say } from "./say.ts";
import type { Surroundings } from "./state-directory.ts";

/**
 * The user's configuration file; null where the user has no home directory. On Linux as the XDG Base Directory
 * Specification has it, which also says that a relative XDG_CONFIG_HOME is passed over; heeded elsewhere too.
 */
export function configFile({ platform, env, home }: Surroundings = here): string | null {
  const { XDG_CONFIG_HOME: wished, APPDATA: roaming } = env;
  if (wished !== undefined && isAbsolute(wished)) return join(wished, "invrun", "config.yml");
  if (platform === "win32" && roaming) return join(roaming, "invrun", "config.yml");
  let folder: string;
  try {
    folder = home();
  } catch {
    return null;
  }
  const below = { win32: ["AppData", "Roaming"], darwin: ["Library", "Application Support"] } as const;
  const parts = platform === "win32" || platform === "darwin" ? below[platform] : [".config"];
  return join(folder, ...parts, "invrun", "config.yml");
}

const here: Surroundings = { platform: process.platform, env: environment, home: homedir };

/** The policy of the user's configuration. Shows what is wrong with it and throws INV324 where something is. */
export async function readPolicy(color: boolean, file: string | null = configFile()): Promise<Policy> {
  if (file === null) return NO_POLICY;
  const { source, absent, diagnostics } = await readText(file);
  // One that is there and may not be read might demand something.
  if (absent === true) return NO_POLICY;
  if (source === null) throw wrong(file, diagnostics, color);
  const parsed = parseConfig(source);
  if (parsed.policy === null) throw wrong(file, parsed.diagnostics, color);
  return parsed.policy;
}

function wrong(file: string, diagnostics: readonly Diagnostic[], color: boolean): Refusal {
  say(renderDiagnostics(diagnostics, { color }));
  return new Refusal("INV324", `The configuration ${file} is wrong.`);
}
