import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One text file of the project. `path` is relative to its root, with forward slashes. */
export interface HouseFile {
  readonly path: string;
  readonly text: string;
}

// Nothing below these is written by hand or by us.
const OUTSIDE = new Set(["node_modules", "dist", "build", "coverage", ".git", ".invrun"]);

/** Every text file below a folder of the project (`""` for all), in order of path. */
export function filesBelow(folder: string): readonly HouseFile[] {
  return pathsBelow(folder)
    .filter((path) => !/\.(png|pfx|der)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** One file's text. */
export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Made by a program from something else in the project, and said so in its name. */
function isGenerated(path: string): boolean {
  return /\.generated\./.test(path);
}

/** TypeScript files below a folder that people write. */
export function modulesBelow(folder: string): readonly HouseFile[] {
  return filesBelow(folder).filter(({ path }) => path.endsWith(".ts") && !isGenerated(path));
}

/** Where every file below a folder lies, those too that hold no text, in order. */
export function pathsBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return OUTSIDE.has(entry.name) ? [] : pathsBelow(path);
      return entry.isFile() && !/\.tgz$/.test(entry.name) ? [path] : [];
    })
    .sort();
}
