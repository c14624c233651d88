import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { environment } from "./environment.ts";
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
