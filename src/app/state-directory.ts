import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { environment } from "./environment.ts";

/** What decides where it lies. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The user's home directory. Throws where the user has none. */
  readonly home: () => string;
}

/**
 * The directory of the user that holds what outlives a run and is no setting: one for all working directories. On Linux
 * as the XDG Base Directory Specification has it, which also says that a relative XDG_STATE_HOME is passed over. It is
 * heeded on macOS and Windows too, which have no such variable of their own to lead elsewhere. Throws INV333 where the
 * user has no home directory.
 */
export function stateDirectory({ platform, env, home }: Surroundings = here): string {
  const { XDG_STATE_HOME: wished, LOCALAPPDATA: local } = env;
  if (wished !== undefined && isAbsolute(wished)) return join(wished, "invrun");
  if (platform === "win32" && local) return join(local, "invrun");
  let folder: string;
  try {
    folder = home();
  } catch (cause) {
    throw new Refusal("INV333", "There is no place for the lock of this run: the user has no home directory.", {
      cause,
    });
  }
  if (platform === "win32") return join(folder, "AppData", "Local", "invrun");
  if (platform === "darwin") return join(folder, "Library", "Application Support", "invrun");
  return join(folder, ".local", "state", "invrun");
}

const here: Surroundings = { platform: process.platform, env: environment, home: homedir };
