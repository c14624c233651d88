import type { Summary } from "../model/summary.ts";
import { createPaint } from "./paint.ts";
import { guardLine, printable } from "./printable.ts";
import { type Counts, countProbe } from "./probe-counts.ts";
import { totalTargets } from "./totals.ts";
import { counted, grouped } from "./words.ts";

/** How many rows of one table are told; JSON has them all. */
const ROWS = 20;

/** What a probe found, for people: counts, and the codes of those that could not be read. */
export function probeReport(summary: Summary, { color }: { readonly color: boolean }): string {
  const paint = createPaint(color);
  const { read, codes, ...found } = countProbe(summary);
  const tables: readonly (readonly [title: string, counts: Counts])[] = [
    ["by site", found.sites],
    ["by client version", found.versions],
    ["provisioning mode", found.provisioning],
    ["enabled inventories", found.enabled],
    ["last hardware report", found.hardware],
    ["last software report", found.software],
    ["could not be read", codes],
  ];
  const all = counted(totalTargets(summary.totals), "target");
  const lines = [
    paint.bold(`The clients as they are now: ${grouped(read)} of ${all} read, nothing changed`),
    ...tables.filter(([, counts]) => counts.length > 0).flatMap(([title, counts]) => table(title, counts)),
  ];
  return `${lines.map(guardLine).join("\n")}\n`;
}

function table(title: string, counts: Counts): readonly string[] {
  const shown = counts.slice(0, ROWS);
  const width = Math.max(...shown.map(([, targets]) => grouped(targets).length));
  const rest = counts.length - shown.length;
  return [
    `  ${title}`,
    ...shown.map(([what, targets]) => `    ${grouped(targets).padStart(width)}  ${printable(what)}`),
    ...(rest > 0 ? [`    and ${grouped(rest)} more`] : []),
  ];
}

/** What a probe found, for programs: the same counts, and every target's facts. */
export function probeRecord(summary: Summary): object {
  const { read, ...found } = countProbe(summary);
  const tables = Object.entries(found).map(([name, counts]) => [name, Object.fromEntries(counts)] as const);
  return {
    read,
    totals: summary.totals,
    ...Object.fromEntries(tables),
    targets: summary.targets.map(({ name, state, code, message, steps }) => ({
      name,
      state,
      code,
      message,
      facts: steps[0]?.facts ?? {},
    })),
  };
}
