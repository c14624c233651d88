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
  /** The path of its folder. */
  readonly folder: string;
}

/**
 * The runs that a manifest names, wherever it was carried with them; null where the file is no manifest. Throws INV326
 * where it is one that does not say which.
 */
export async function readManifest(path: string): Promise<readonly NamedRun[] | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null || !/^\s*\{/.test(text)) return null;
  let value: Partial<Manifest>;
  try {
    value = JSON.parse(text) as Partial<Manifest>;
  } catch {
    return null;
  }
  if (value.kind !== "runs") return null;
  const { runs } = value;
  if (!Array.isArray(runs) || runs.length === 0 || !runs.every(isWhole))
    throw new Refusal("INV326", `The manifest ${path} does not say where its runs are.`, {
      hint: "Make it anew with `invrun report --merge`.",
    });
  return runs.map(({ folder, events, head }: ManifestRun) => ({
    folder: resolve(dirname(path), folder),
    events,
    head,
  }));
}

function isWhole(run: unknown): boolean {
  const { folder, events, head } = (run ?? {}) as Partial<ManifestRun>;
  return typeof folder === "string" && Number.isInteger(events) && typeof head === "string";
}
