import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { environment } from "./environment.ts";

/** What decides where a program is looked for. */
interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * The whole path of a program, or null where there is none. Only folders that PATH names by their whole path are looked
 * into: the working directory may be a stranger's repository with a program of the same name in it.
 */
export async function findProgram(
  name: string,
  { platform, env }: Surroundings = { platform: process.platform, env: environment },
): Promise<string | null> {
  // Windows writes the variable's name in either case.
  const path = env.PATH ?? env.Path ?? "";
  const file = platform === "win32" ? `${name}.exe` : name;
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const whole = join(folder, file);
    const found = await access(whole, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return whole;
  }
  return null;
}
