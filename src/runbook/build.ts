import { sha256 } from "../base/digest.ts";
import { parseDuration } from "../base/duration.ts";
import { parseFingerprint } from "../base/fingerprint.ts";
import type { JsonObject } from "../base/json.ts";
import type {
  AuthKind,
  ConnectionSettings,
  Requirements,
  RolloutSettings,
  Runbook,
  RunbookStep,
} from "../model/runbook.ts";
import { type Document, isMap, spotAt, valueAt } from "../text/document.ts";
import { child } from "../text/pointer.ts";
import { ROLLOUT_DEFAULTS, readRollout } from "./read-rollout.ts";
import type { CheckedStep } from "./rules/rule.ts";

/** What holds where a runbook is silent. */
export const RUNBOOK_DEFAULTS = {
  connection: { auth: "negotiate", credential: null, tls: false, ca: null, serverName: null, fingerprint: null },
  rollout: ROLLOUT_DEFAULTS,
} satisfies { readonly connection: ConnectionSettings; readonly rollout: RolloutSettings };

/** The runbook of a document in which no mistake was found, its defaults filled in. */
export function buildRunbook(document: Document, steps: readonly CheckedStep[]): Runbook {
  const { source } = document;
  const root = document.value as JsonObject;
  return {
    file: source.name,
    // Asked for by a run alone; a check does without it.
    get digest() {
      return sha256(this.text);
    },
    get text() {
      return source.text.replaceAll("\r\n", "\n");
    },
    name: root.name as string,
    about: (root.about as string | undefined) ?? null,
    owner: (root.owner as string | undefined) ?? null,
    connection: readConnection((root.connection ?? {}) as JsonObject),
    rollout: readRollout((root.rollout ?? {}) as JsonObject),
    require: readRequire(document),
    steps: steps.map((step) => readStep(document, step)),
  };
}

function readRequire(document: Document): Requirements | null {
  const input = valueAt(document, "/require");
  if (!isMap(input)) return null;
  const { spot } = spotAt(document, "/require");
  return { input, place: document.source.place((spot.key ?? spot.value).from) };
}

function readConnection({ auth, credential, tls, ca, ...certificate }: JsonObject): ConnectionSettings {
  const defaults = RUNBOOK_DEFAULTS.connection;
  return {
    auth: (auth as AuthKind | undefined) ?? defaults.auth,
    credential: (credential as string | undefined) ?? defaults.credential,
    tls: (tls as boolean | undefined) ?? defaults.tls,
    ca: (ca as string | undefined) ?? defaults.ca,
    serverName: (certificate["server-name"] as string | undefined) ?? defaults.serverName,
    fingerprint: parseFingerprint((certificate.fingerprint as string | undefined) ?? ""),
  };
}

function readStep(document: Document, { pointer, kind, input }: CheckedStep): RunbookStep {
  const { name, timeout, retries, ...options } = valueAt(document, pointer) as JsonObject;
  const { spot } = spotAt(document, child(pointer, kind.key));
  return {
    kind: kind.key,
    input,
    name: (name as string | undefined) ?? null,
    timeoutMs: timeout === undefined ? null : parseDuration(timeout as string),
    retries: (retries as number | undefined) ?? null,
    onError: options["on-error"] === "continue" ? "continue" : "stop",
    place: document.source.place((spot.key ?? spot.value).from),
  };
}
