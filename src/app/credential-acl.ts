import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OtherReaders } from "./credential-file.ts";
import { environment } from "./environment.ts";
import { exec } from "./exec.ts";

/** Longer than either program takes, in milliseconds. */
const ANSWER_MS = 15_000;

/** Who may read a secret beside its user: the system and its administrators. [MS-DTYP] 2.5.1.1, 2.4.2.4 */
const HARMLESS: ReadonlySet<string> = new Set(["SY", "S-1-5-18", "BA", "S-1-5-32-544", "OW", "S-1-3-4"]);

/** Of Windows: why others can read a file; null where nobody else can. By SIDs, which are the same in every language. */
export async function readersByAcl(path: string): Promise<OtherReaders | null> {
  const [sddl, sid] = [await descriptorOf(path), await ownSid()];
  const hint = (name: string) => `icacls "${name}" /inheritance:r /grant:r "%USERNAME%:F"`;
  if (sddl === null || sid === null) return { reason: "who can read it cannot be told", hint };
  const others = otherReaders(sddl, sid);
  return others.length === 0 ? null : { reason: `others can read it (${others.join(", ")})`, hint };
}

/**
 * The SIDs, or their abbreviations, that a security descriptor lets in beside its user and the system. `everyone` where
 * it has no list, which lets everybody in. [MS-DTYP] 2.5.1.1
 */
export function otherReaders(sddl: string, user: string): readonly string[] {
  const list = /D:([A-Z_]*)((?:\([^)]*\))*)/.exec(sddl);
  if (list === null || list[1]?.includes("NO_ACCESS_CONTROL")) return ["everyone"];
  const entries = [...(list[2] as string).matchAll(/\(([^)]*)\)/g)].map((match) => (match[1] as string).split(";"));
  const others = entries
    // Those that allow; an entry that is only inherited by what lies below does nothing here.
    .filter(([type = "", flags = ""]) => ["A", "XA", "OA", "ZA"].includes(type) && !/IO/.test(flags))
    .map((fields) => fields[5] ?? "everyone")
    .filter((sid) => sid !== user && !HARMLESS.has(sid));
  return [...new Set(others)];
}

/** The user's own SID from `whoami /user /fo csv /nh`: `"corp\kim","S-1-5-21-…"`; null where it is none. */
export function sidIn(row: string): string | null {
  return /"(S-1-[\d-]+)"\s*$/.exec(row)?.[1] ?? null;
}

async function ownSid(): Promise<string | null> {
  const answer = await exec(system("whoami.exe"), ["/user", "/fo", "csv", "/nh"], surroundings());
  return answer === null || answer.code !== 0 ? null : sidIn(answer.stdout);
}

/** What `icacls /save` writes: the file's name, and its descriptor on the next line, in UTF-16. */
async function descriptorOf(path: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "invrun-acl-"));
  try {
    const saved = join(folder, "acl");
    const answer = await exec(system("icacls.exe"), [path, "/save", saved, "/q"], surroundings());
    return answer === null || answer.code !== 0 ? null : await readFile(saved, "utf16le");
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function system(program: string): string {
  return join(environment.SystemRoot ?? "C:\\Windows", "System32", program);
}

function surroundings() {
  return { env: { SystemRoot: environment.SystemRoot ?? "C:\\Windows" }, timeoutMs: ANSWER_MS };
}
