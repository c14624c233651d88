/** Answers as OData JSON Format 4.01 has them (12, 13, 4.6.5), read as hostile until shown otherwise. */
import { Fault } from "../base/fault.ts";
import type { Json, JsonObject } from "../base/json.ts";

/** Instances and control information alone; nothing that is selected is deeper. */
const MOST_DEPTH = 16;
/** Of one page; a thousand are asked for, and a service may give more than asked. */
const MOST_ROWS = 100_000;

/** One answer. */
export interface SitePage {
  readonly rows: readonly JsonObject[];
  /** Where the service says the rest is; not yet checked. */
  readonly next: string | null;
}

/**
 * The instances of an answer. The WMI route answers for a single one with an array as well as with the object itself.
 * Throws INV615; `where` is the subject of its sentence.
 */
export function readPage(body: Buffer, where: string): SitePage {
  const text = body.toString("utf8");
  const told = (why: string) => new Fault("INV615", `What ${where} answered ${why}.`, { delivered: "yes" });
  if (tooDeep(text)) throw told("is nested deeper than any answer of the site");
  let document: Json;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch {
    throw told("is not JSON");
  }
  if (!isObject(document)) throw told("is no answer of the administration service");
  const next = own(document, "@odata.nextLink");
  const value = own(document, "value");
  const rows = value === undefined ? [document] : value;
  if (!Array.isArray(rows) || !rows.every(isObject)) throw told("is no list of instances");
  if (rows.length > MOST_ROWS) throw told("holds more instances than any page");
  return { rows, next: typeof next === "string" ? next : null };
}

/** A property whatever the case of its letters: both ResourceID and ResourceId are seen. Undefined where there is none. */
export function propertyOf(row: JsonObject, name: string): Json | undefined {
  const exact = own(row, name);
  if (exact !== undefined) return exact;
  const folded = name.toLowerCase();
  const key = Object.keys(row).find((candidate) => candidate.toLowerCase() === folded);
  return key === undefined ? undefined : row[key];
}

/** A property that is a text, else null. */
export function textOf(row: JsonObject, name: string): string | null {
  const value = propertyOf(row, name);
  return typeof value === "string" ? value : null;
}

/** A property that is a whole number from 0 up, else null. */
export function countOf(row: JsonObject, name: string): number | null {
  const value = propertyOf(row, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A property that says yes or no, as a boolean or as 0 and 1, else null. */
export function flagOf(row: JsonObject, name: string): boolean | null {
  const value = propertyOf(row, name);
  if (typeof value === "boolean") return value;
  return value === 1 ? true : value === 0 ? false : null;
}

/** A property that is a list of texts; what is in it besides is left out. */
export function textsOf(row: JsonObject, name: string): readonly string[] {
  const value = propertyOf(row, name);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Counts brackets outside of texts before anything is built from them. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
