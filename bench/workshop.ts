import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Reading } from "./gauge.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What an installed invrun consists of. */
const INSTALLED = ["bin", "dist", "package.json", "oclif.manifest.json"];
// What CommonJS packages expect to find around them.
const COMMONJS_GROUND = `import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/** A folder for one sitting: the built program as it is now, so that a build meanwhile changes nothing, and room. */
export class Workshop {
  readonly folder: string;
  #readings = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), "invrun-bench-"));
    for (const name of INSTALLED) await cp(join(root, name), join(folder, name), { recursive: true });
    return new Workshop(folder);
  }

  /** The command line program. */
  get invrun(): string {
    return join(this.folder, "bin", "run.js");
  }

  /** A module of bench/ for a process of its own, bundled so that Node need not strip types in there. */
  async program(name: string): Promise<string> {
    const outfile = join(this.folder, `${name}.mjs`);
    if (existsSync(outfile)) return outfile;
    await build({
      entryPoints: [join(root, "bench", `${name}.ts`)],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node22.13",
      banner: { js: COMMONJS_GROUND },
    });
    return outfile;
  }

  /** Runs a program to its end and tells what it cost. Throws where it does not end with 0. */
  async measure(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Reading> {
    const { options, reading } = await this.#gauged();
    const child = spawn(process.execPath, [...options, ...args], {
      cwd: this.folder,
      stdio: ["ignore", "ignore", "pipe"],
      // Other sittings and the user's own runs may have targets of the same names.
      env: { ...process.env, XDG_STATE_HOME: join(this.folder, "state"), ...env },
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2_000)));
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${said}`);
    return reading();
  }

  /** Starts a program that prints one line of JSON once it is ready. */
  async serve<T>(args: readonly string[]): Promise<Service<T>> {
    const { options, reading } = await this.#gauged();
    const stdio = ["ignore", "pipe", "inherit"] as const;
    const child = spawn(process.execPath, [...options, ...args], { cwd: this.folder, stdio: [...stdio] });
    const lines = createInterface({ input: child.stdout });
    const line = await Promise.race([
      once(lines, "line").then(([text]) => text as string),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`${args.join(" ")} ended with ${code}`))),
    ]);
    return { said: JSON.parse(line) as T, end: () => end(child).then(() => reading().catch(() => null)) };
  }

  /** What makes Node measure itself, and how to read it afterwards. */
  async #gauged(): Promise<{ readonly options: readonly string[]; readonly reading: () => Promise<Reading> }> {
    const file = join(this.folder, `reading-${++this.#readings}.json`);
    const gauge = pathToFileURL(await this.program("gauge"));
    gauge.searchParams.set("file", file);
    const reading = async () => JSON.parse(await readFile(file, "utf8")) as Reading;
    return { options: ["--import", gauge.href], reading };
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A program that goes on until it is ended. */
export interface Service<T> {
  readonly said: T;
  /** Ends it and tells what it cost; null where it cannot be asked to end and is cut off, as on Windows. */
  end(): Promise<Reading | null>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
