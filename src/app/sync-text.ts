import { createSource, type Source } from "../model/source.ts";

/** Which inventories are resynchronised: the words of SMS 2.0's invsync. */
export const syncScopes = ["hw", "sw", "both"] as const;

export type SyncScope = (typeof syncScopes)[number];

/** What was asked for, as it was typed. */
export interface SyncRequest {
  readonly scope: SyncScope;
  /** Names and ranges. */
  readonly hosts: readonly string[];
  /** Files of `--targets`. */
  readonly files: readonly string[];
  readonly site: string | null;
  readonly auth: string | null;
  readonly credential: string | null;
  readonly tls: boolean;
  readonly ca: string | null;
}

/** A word of the command line, and where it went: offsets into both texts, `to` exclusive. */
export interface Typed {
  readonly inRunbook: Stretch;
  readonly onLine: Stretch;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The runbook that a request is, and the command line that it was made of. */
export interface SyncText {
  readonly runbook: Source;
  readonly line: Source;
  readonly typed: readonly Typed[];
}

/** What it is called where others have the name of a file. */
export const SYNC_NAME = "invrun sync";

/** The steps of each scope, as a person would write them. */
const STEPS: Readonly<Record<SyncScope, readonly string[]>> = {
  hw: ["reset-hw-cache:", "force-inventory: [hardware]", "wait: { for: [hardware] }"],
  sw: ["reset-sw-cache:", "force-inventory: [software]", "wait: { for: [software] }"],
  both: [
    "reset-hw-cache:",
    "reset-sw-cache:",
    "force-inventory: [hardware, software]",
    "wait: { for: [hardware] }",
    "wait: { for: [software] }",
  ],
};

const WHAT = { hw: "hardware", sw: "software", both: "hardware and software" } as const;

/** Writes the runbook; without `targets` where a list stands in for them. Whatever was typed stands in it as a value and as nothing else. */
export function composeSync(request: SyncRequest): SyncText {
  const { scope, hosts, files, site, auth, credential, tls, ca } = request;
  const page = new Page();
  page.add(`name: sync-${scope}\n`);
  page.add(`about: A full ${WHAT[scope]} report at once, and its outcome awaited\n`);
  if (hosts.length + files.length > 0) page.add("\ntargets:\n");
  if (hosts.length > 0) page.list("hosts", hosts, null);
  if (files.length > 0) page.list("files", files, "--targets");
  if (site !== null) page.add("\nrequire:\n").entry("site", site, "--site");
  if (auth !== null || credential !== null || tls || ca !== null) page.add("\nconnection:\n");
  if (auth !== null) page.entry("auth", auth, "--auth");
  if (credential !== null) page.entry("credential", credential, "--credential");
  if (tls) page.add("  tls: true\n");
  if (ca !== null) page.entry("ca", ca, "--ca");
  page.add(`\nsteps:\n${STEPS[scope].map((step) => `  - ${step}\n`).join("")}`);
  return page.end(`${SYNC_NAME} ${scope}`);
}

/** A text that remembers which of its words were typed. */
class Page {
  #text = "";
  readonly #words: { readonly word: string; readonly flag: string | null; readonly inRunbook: Stretch }[] = [];

  add(text: string): this {
    this.#text += text;
    return this;
  }

  list(key: string, words: readonly string[], flag: string | null): void {
    this.add(`  ${key}:\n`);
    for (const word of words) this.add("    - ").#word(word, flag).add("\n");
  }

  entry(key: string, word: string, flag: string): void {
    this.add(`  ${key}: `).#word(word, flag).add("\n");
  }

  #word(word: string, flag: string | null): this {
    const from = this.#text.length;
    this.add(scalar(word));
    this.#words.push({ word, flag, inRunbook: { from, to: this.#text.length } });
    return this;
  }

  end(command: string): SyncText {
    let line = command;
    const typed = this.#words.map(({ word, flag, inRunbook }): Typed => {
      line += flag === null ? " " : ` ${flag} `;
      const from = line.length;
      line += argument(word);
      return { inRunbook, onLine: { from, to: line.length } };
    });
    return { runbook: createSource(SYNC_NAME, this.#text), line: createSource("command line", line), typed };
  }
}

/** A name as it is, where YAML reads it as a text; else in double quotes, in which YAML reads whatever JSON writes. */
function scalar(word: string): string {
  const plain = /^[a-z][\w-]*(?:\.[\w-]+)*$/i.test(word) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(word);
  return plain ? word : JSON.stringify(word);
}

/** As it would have to be typed, on one line. */
function argument(word: string): string {
  return /^[\w.:[\]/@%+=,-]+$/.test(word) ? word : JSON.stringify(word);
}
