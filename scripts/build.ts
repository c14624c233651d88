import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Plugin } from "@oclif/core/config";
import { build } from "esbuild";
import { emitDeclarations } from "./declarations.ts";
import { writeNotices } from "./notices.ts";
import { buildPage } from "./page.ts";
import { buildValidators } from "./validators.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

// What CommonJS packages expect to find around them; each chunk is a module of its own, so each has it.
const COMMONJS_GROUND = `
import { createRequire as __createRequire } from "node:module";
import { fileURLToPath as __fileURLToPath } from "node:url";
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL(".", import.meta.url));
`.trim();

await buildValidators();
await buildPage();
await bundle();
await writeManifest();
await emitDeclarations(root);

/** One module a command, and what they share in chunks: a command loads nothing that only another one needs. */
async function bundle(): Promise<void> {
  const commands = join(root, "src", "commands");
  const entries = readdirSync(commands)
    .filter((name) => name.endsWith(".ts") && /^export default /m.test(readFileSync(join(commands, name), "utf8")))
    .map((name) => join(commands, name));
  const library = join(root, "src", "index.ts");

  // Built beside the old one and swapped in, so that a command that runs meanwhile finds one or the other.
  const fresh = join(root, "build", `dist-${process.pid}`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, "src", "main.ts"), ...(existsSync(library) ? [library] : []), ...entries],
    outbase: join(root, "src"),
    outdir: fresh,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node22.13",
    external: ["winrm-client", "koffi"],
    banner: { js: COMMONJS_GROUND },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  await writeNotices({ root, inputs: Object.keys(metafile.inputs), file: join(fresh, "third-party-notices.txt") });
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
}

/** The commands' names and flags, so that `--help` need not load them. */
async function writeManifest(): Promise<void> {
  const plugin = new Plugin({ root, type: "core", isRoot: true, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  await writeFile(join(root, "oclif.manifest.json"), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}
