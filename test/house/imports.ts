import { posix } from "node:path";
import type { HouseFile } from "./tree.ts";

/** One import line: where it stands and what it asks for. `to` is a path of the project, or a package's name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly ours: boolean;
}

const SPECIFIER =
  /(?:^|[;}\s])(?:import|export)\s+(?:[\w*{}\s,$]+\s+from\s+)?"([^"]+)"|\b(?:import|require)\(\s*"([^"]+)"/gm;

/** Everything a file imports, statically, dynamically or only as a type. */
export function importsOf({ path, text }: HouseFile): readonly Import[] {
  return [...text.matchAll(SPECIFIER)].map((match) => {
    const specifier = (match[1] ?? match[2]) as string;
    const ours = specifier.startsWith(".");
    return { from: path, to: ours ? posix.join(posix.dirname(path), specifier) : specifier, ours };
  });
}

/** `src/net/auth/ntlm.ts` is in `net`; `src/main.ts` is itself: `main.ts`. */
export function roomOf(path: string): string {
  return path.replace(/^src\//, "").replace(/\/.*$/, "");
}
