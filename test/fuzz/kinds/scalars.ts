import { parseCimDatetime } from "../../../src/base/cim.ts";
import { inVersionRange, parseVersion, parseVersionRange, versionWithin } from "../../../src/base/client-version.ts";
import { formatDuration, MAX_DURATION_MS, nearestDuration, parseDuration } from "../../../src/base/duration.ts";
import { sanitize } from "../../../src/wsman/sanitize.ts";
import { type Kind, same } from "../kind.ts";

/** A duration is said with two units at most: what comes after them is lost. */
const SAID_TO = 0.05;

function checkDuration(text: string): boolean {
  const nearest = nearestDuration(text);
  if (nearest !== null && parseDuration(nearest) === null) throw new Error(`\`${nearest}\` is no duration`);
  const ms = parseDuration(text);
  if (ms === null) return false;
  if (!Number.isSafeInteger(ms) || ms < 0) throw new Error(`${text} is ${ms} ms`);
  // Longer ones are turned away where they are written.
  if (ms > MAX_DURATION_MS) return true;
  const said = formatDuration(ms);
  // Seconds below ten are said with a decimal place, which is nothing to write.
  const again = parseDuration(said.includes(".") ? `${Number.parseFloat(said) * 1_000}ms` : said);
  if (again === null || Math.abs(again - ms) > Math.max(1, ms * SAID_TO)) throw new Error(`${text} is said as ${said}`);
  return true;
}

function checkVersion(text: string): boolean {
  const range = parseVersionRange(text);
  const within = range === null ? null : versionWithin(range);
  if (range !== null && within !== null) {
    const version = parseVersion(within);
    if (version === null || !inVersionRange(version, range)) throw new Error(`${within} is not ${text}`);
  }
  return range !== null || parseVersion(text) !== null;
}

function checkDate(text: string): boolean {
  const date = parseCimDatetime(text);
  if (date === null) return false;
  same(parseCimDatetime(date.text), date, "the date");
  return true;
}

/** Short texts that mean an amount: durations, versions, dates. */
export const scalars: Kind = {
  samples: [
    ..."1h30m 90s 500ms 2d 999999d999999h >=5.00.9096 <5 =5.00.9128.1007 5.00.9096.1000".split(" "),
    ...["5 minutes", "1 Hour and 30 mins", "2026-11-21T22:00:00.123456789+01:00", "20261121220000.000000+060"],
  ].map((text) => Buffer.from(text)),
  words: [
    "d",
    "h",
    "m",
    "s",
    "ms",
    "min",
    "hours",
    "and",
    ",",
    ">=",
    "<",
    ".",
    "00",
    "999999999",
    "T",
    "Z",
    "+",
    "-",
    "****",
    "29",
    "02",
  ],
  text: true,
  structures: [],
  try(input) {
    const text = input.toString();
    if (/\p{Cc}/u.test(sanitize(text))) throw new Error("shown with control characters");
    return [checkDuration, checkVersion, checkDate].map((check) => check(text)).includes(true) ? "accepted" : "refused";
  },
};
