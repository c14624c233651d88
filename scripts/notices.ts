import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

interface NoticeOptions {
  readonly root: string;
  /** The files that went into the bundle, relative to `root`, with forward slashes. */
  readonly inputs: readonly string[];
  readonly file: string;
}

/** Gathers the licences of the packages that were bundled: their terms ask that the notice goes along. */
export async function writeNotices({ root, inputs, file }: NoticeOptions): Promise<void> {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const notices = [...folders].sort().map((folder) => notice(join(root, folder)));
  await writeFile(file, `${notices.join(`\n${"-".repeat(80)}\n\n`)}`);
}

/** `node_modules/@scope/name` of a file in it, the innermost where they are nested; null for a file of ours. */
function packageFolder(input: string): string | null {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1] ?? null;
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry)) : undefined;
  const text = file === undefined ? `Licence: ${license}\n` : readFileSync(join(folder, file), "utf8");
  return `${name} ${version}\n\n${text.trim()}\n`;
}
