import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Writes the types of the public API to dist/types. Types are checked elsewhere (`npm run types`), not here. */
export async function emitDeclarations(root: string): Promise<void> {
  if (!existsSync(join(root, "src", "index.ts"))) return;
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const out = spawnSync(process.execPath, [compiler, "-p", join(root, "tsconfig.declarations.json")], {
    encoding: "utf8",
  });
  if (out.status !== 0) throw new Error(`tsc wrote no declarations:\n${out.stdout}${out.stderr}`);
}
