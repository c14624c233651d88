/**
 * CIM values as WS-Management carries them: [MS-WSMV] 2.2.4, DSP0230. The wire gives text without a type,
 * so a scalar stays text until the caller, who knows the class, asks for a type with one of the readers below.
 */

/** `text` is what stood on the wire; `micros` counts from 1970 (as if UTC where no zone was given); `zone` is minutes east of UTC, or null. */
export interface CimDatetime {
  readonly kind: "datetime";
  readonly text: string;
  readonly micros: bigint;
  readonly zone: number | null;
}

/** A duration property; its text form is not settled between stacks, so it is kept as it came. */
export interface CimInterval {
  readonly kind: "interval";
  readonly text: string;
}

/** An endpoint reference to another instance. */
export interface CimReference {
  readonly kind: "reference";
  readonly resourceUri: string;
  readonly selectors: Readonly<Record<string, string>>;
}

/** One object: an instance, an embedded object, or the output of a method. */
export interface CimInstance {
  readonly kind: "instance";
  readonly className: string;
  readonly properties: ReadonlyMap<string, CimValue>;
}

/** What a property may hold; a scalar is text until a reader below is asked for its type. */
export type CimValue = null | string | CimDatetime | CimInterval | CimReference | CimInstance | readonly CimValue[];

/** Names an object: a namespace with backslashes (`root\ccm`), a class, and its keys (none for a class or singleton). */
export interface CimPath {
  readonly namespace: string;
  readonly className: string;
  readonly keys?: Readonly<Record<string, string>>;
}

/** `root\ccm:SMS_Client` or `root\ccm\invagt:InventoryActionStatus.InventoryActionID="{…}"`, quoted as WMI does. */
export function formatPath(path: CimPath): string {
  const keys = Object.entries(path.keys ?? {})
    .map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`)
    .join(",");
  return `${path.namespace}:${path.className}${keys === "" ? "" : `.${keys}`}`;
}

/** A property by name, without regard to case, as WMI has it. Absent reads as null. */
export function property(instance: CimInstance, name: string): CimValue {
  const exact = instance.properties.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of instance.properties) if (key.toLowerCase() === lower) return value;
  return null;
}

/** A text property, or null where it is null or not a text. */
export function cimString(instance: CimInstance, name: string): string | null {
  const value = property(instance, name);
  return typeof value === "string" ? value : null;
}

/** An unsigned 32-bit property, or null where it is null, out of range or not a number. */
export function cimUint32(instance: CimInstance, name: string): number | null {
  const text = cimString(instance, name)?.trim();
  if (text === undefined || !/^\d{1,10}$/.test(text)) return null;
  const number = Number(text);
  return number <= 0xffff_ffff ? number : null;
}

/** A boolean property (`true`/`false` on the wire, xs:boolean's 1/0 accepted), or null. */
export function cimBoolean(instance: CimInstance, name: string): boolean | null {
  const text = cimString(instance, name)?.trim().toLowerCase();
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  return null;
}

/** A datetime property; text in DMTF or XML form is read as well, since providers differ. */
export function cimDatetime(instance: CimInstance, name: string): CimDatetime | null {
  const value = property(instance, name);
  if (value === null) return null;
  if (typeof value === "string") return parseCimDatetime(value);
  return !Array.isArray(value) && "kind" in value && value.kind === "datetime" ? value : null;
}

/** An array property: a single element on the wire cannot be told from a scalar, so the caller decides by asking. */
export function cimArray(instance: CimInstance, name: string): readonly CimValue[] {
  const value = property(instance, name);
  if (value === null) return [];
  return Array.isArray(value) ? value : [value as CimValue];
}

const XML_DATETIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/;
const DMTF_DATETIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-]\d{3}|\*{4})$/;

/**
 * An xs:dateTime (with `Z`, an offset or no zone; 0 to 9 digits of fraction) or a DMTF datetime
 * (`yyyymmddHHMMSS.mmmmmmsUUU`, DSP0004 5.2.4; zone may be `****`). Null where it is neither, or holds wildcards.
 */
export function parseCimDatetime(raw: string): CimDatetime | null {
  const text = raw.trim();
  const match = XML_DATETIME.exec(text) ?? DMTF_DATETIME.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60)
    return null;
  const zone = parseZone(match[8]);
  const ms = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000;
  const fraction = BigInt((match[7] ?? "").padEnd(6, "0").slice(0, 6));
  const micros = BigInt(ms) * 1_000n + fraction - BigInt(zone ?? 0) * 60_000_000n;
  return { kind: "datetime", text, micros, zone };
}

function parseZone(text: string | undefined): number | null {
  if (text === undefined || text.startsWith("*")) return null;
  if (text === "Z") return 0;
  const sign = text.startsWith("-") ? -1 : 1;
  const colon = text.indexOf(":");
  if (colon === -1) return sign * Number(text.slice(1));
  return sign * (Number(text.slice(1, colon)) * 60 + Number(text.slice(colon + 1)));
}
