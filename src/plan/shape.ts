import type { Plan } from "../model/plan.ts";

type Check = (value: unknown) => boolean;

/** What a control character or a line break could do to whoever reads the plan. */
const CONTROL = /\p{Cc}/u;

const isText = (longest: number, pattern = /^/): Check => {
  return (value) => typeof value === "string" && value.length <= longest && pattern.test(value);
};
const isWord: Check = (value) => isText(1_000, /\S/)(value) && !CONTROL.test(value as string);
const isName = isText(253, /^\w[\w.-]*$/);
const isAddress = isText(253, /^[\w.:%[\]-]+$/);
const isDigest = isText(64, /^[0-9a-f]{64}$/);
const isTime: Check = (value) =>
  isText(24, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)(value) && !Number.isNaN(Date.parse(value as string));
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

const optional = (check: Check): Check => {
  return (value) => value === undefined || check(value);
};
const nullable = (check: Check): Check => {
  return (value) => value === null || check(value);
};
const listOf = (check: Check): Check => {
  return (value) => Array.isArray(value) && value.every((item) => check(item));
};
const shape = (members: Readonly<Record<string, Check>>): Check => {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(members).every(([key, check]) =>
      check(Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined),
    );
};

const isTarget = shape({
  name: isName,
  address: optional(isAddress),
  port: optional((value) => isCount(value) && (value as number) >= 1 && (value as number) <= 65_535),
  tls: optional((value) => value === true),
  identity: optional((value) => value === "any"),
  credential: optional(isText(64, /^[A-Za-z][A-Za-z0-9-]*$/)),
  serverName: optional(isAddress),
  fingerprint: optional(isDigest),
});

/** What of a plan does not follow from its runbook. */
const given = shape({
  id: isText(40, /^\d{8}-\d{6}-[a-z0-9]{4}$/),
  createdAt: isTime,
  expiresAt: nullable(isTime),
  planned: shape({
    by: isText(1_000),
    host: isText(1_000),
    git: nullable(shape({ commit: isText(64, /^[0-9a-f]{40,64}$/), dirty: (value) => typeof value === "boolean" })),
  }),
  change: nullable(isWord),
  runbook: shape({ file: isWord, digest: isDigest, text: (value) => typeof value === "string" }),
  sources: listOf(shape({ file: isWord, digest: isDigest, targets: isCount })),
  narrowed: shape({ limit: listOf(isWord), limitAlso: listOf(isWord), exclude: listOf(isWord) }),
  batches: listOf(shape({ targets: listOf(isTarget) })),
  excluded: listOf(isName),
});

/**
 * The parts that a plan was given have the shape of a plan. All others follow from the runbook in it: whoever reads a
 * plan makes it anew and compares.
 */
export function isPlanShaped(value: unknown): value is Plan {
  return given(value);
}
