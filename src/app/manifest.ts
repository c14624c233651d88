import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { Part, RunStatus } from "../model/event.ts";
import type { Totals } from "../model/outcome.ts";
import type { Anchor } from "./read-run.ts";

/** One journal of a manifest. */
export interface ManifestRun {
  readonly run: string;
  /** Where its folder lies, from the manifest's own; with slashes. */
  readonly folder: string;
  readonly part: Part;
  readonly events: number;
  /** The hash of its last event when it was merged. */
  readonly head: string;
  readonly status: RunStatus;
  readonly totals: Totals;
}

/** The runs of one plan, by their journals and heads. A list, not a journal: no chain is written anew. */
export interface Manifest {
  readonly format: 1;
  readonly kind: "runs";
  readonly plan: {
    readonly id: string;
    readonly name: string;
    readonly change: string | null;
    readonly digest: string;
  };
  readonly status: RunStatus;
  readonly totals: Totals;
  /** Targets of the plan that left the lists before any run began them; in no total. */
  readonly gone: readonly string[];
  readonly runs: readonly ManifestRun[];
}

/** A run that a manifest names. */
export interface NamedRun extends Anchor {
  readonly run: string;
  /** The path of its folder. */
  readonly folder: string;
}

/** A manifest as it was read. */
export interface ManifestFile {
  readonly path: string;
  readonly runs: readonly NamedRun[];
  /** All that it says, which may be anything. */
  readonly told: object;
}

/**
 * The runs that a manifest names, wherever it was carried with them; null where the file is no manifest. Throws INV326
 * where it is one that does not say which.
 */
export async function readManifest(path: string): Promise<readonly NamedRun[] | null> {
  return (await readManifestFile(path))?.runs ?? null;
}

/** The same, with all that it says. */
export async function readManifestFile(path: string): Promise<ManifestFile | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null || !/^\s*\{/.test(text)) return null;
  let told: Partial<Manifest>;
  try {
    told = JSON.parse(text) as Partial<Manifest>;
  } catch {
    return null;
  }
  if (told.kind !== "runs") return null;
  const { runs } = told;
  if (!Array.isArray(runs) || runs.length === 0 || !runs.every(isWhole))
    throw new Refusal("INV326", `The manifest ${path} does not say where its runs are.`, {
      hint: "Make it anew with `invrun report --merge`.",
    });
  const named = runs.map(({ run, folder, events, head }: ManifestRun) => ({
    run,
    folder: resolve(dirname(path), folder),
    events,
    head,
  }));
  return { path, runs: named, told };
}

function isWhole(run: unknown): boolean {
  const { run: id, folder, events, head } = (run ?? {}) as Partial<ManifestRun>;
  const texts = [id, folder, head].every((text) => typeof text === "string");
  return texts && Number.isInteger(events) && /^[0-9a-f]{64}$/.test(head as string);
}
