import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../src/base/digest.ts";
import { CHAIN_START, type Event } from "../../src/model/event.ts";

/** The journal of the one run below a working directory. */
export async function onlyJournal(folder: string): Promise<string> {
  const runs = join(folder, ".invrun", "runs");
  const ids = await readdir(runs);
  if (ids.length !== 1) throw new Error(`one run was expected, not ${ids.length}`);
  return join(runs, ids[0] as string, "journal.ndjson");
}

/** The journal of the one run below a working directory that holds an event; null where none was begun. */
export async function begunJournal(folder: string): Promise<string | null> {
  const runs = join(folder, ".invrun", "runs");
  const ids = await readdir(runs).catch((): string[] => []);
  const paths = ids.map((id) => join(runs, id, "journal.ndjson"));
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => "")));
  const begun = paths.filter((_, index) => texts[index]?.includes("\n"));
  if (begun.length > 1) throw new Error(`one run was expected, not ${begun.length}`);
  return begun[0] ?? null;
}

/** Reads a journal and checks its chain line by line, from the text alone. Throws at the first line that does not fit. */
export async function readJournal(path: string): Promise<readonly Event[]> {
  let head = CHAIN_START;
  const lines = (await readFile(path, "utf8")).split("\n");
  if (lines.pop() !== "") throw new Error("the last line has no end");
  return lines.map((line, index) => {
    const event = JSON.parse(line) as Event;
    const body = `${line.slice(0, line.lastIndexOf(',"hash":"'))}}`;
    head = sha256(`${head}\n${body}`);
    if (event.seq !== index || event.hash !== head) throw new Error(`line ${index + 1} does not fit the chain`);
    return event;
  });
}
