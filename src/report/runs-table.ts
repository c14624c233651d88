import { formatDuration } from "../base/duration.ts";
import { utcMoment } from "./moment.ts";
import { guardLine, printable } from "./printable.ts";
import { statusRow } from "./rows.ts";
import type { AtWork, RunRow } from "./run-row.ts";
import { displayWidth, truncate } from "./width.ts";
import { counted } from "./words.ts";

const HEADINGS = ["run", "started", "lasted", "runbook", "part", "change", "state"] as const;

/** Runs as a table, a line each, below a line of headings. `columns`: what a line is cut to; null for nothing. */
export function runsTable(rows: readonly RunRow[], columns: number | null): readonly string[] {
  const cells = [HEADINGS, ...rows.map(cellsOf)];
  const used = HEADINGS.map((_, column) => rows.length > 0 && cells.slice(1).some((line) => line[column] !== ""));
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => displayWidth(line[column] as string))));
  return cells.map((line) => {
    const padded = line.map((text, column) => text + " ".repeat((widths[column] as number) - displayWidth(text)));
    const text = guardLine(
      padded
        .filter((_, column) => used[column])
        .join("  ")
        .trimEnd(),
    );
    return columns === null ? text : truncate(text, columns);
  });
}

function cellsOf(row: RunRow): readonly string[] {
  const { run, startedAt, lastedMs, name, part, change } = row;
  const batches = part?.batches ?? null;
  const shard = part?.shard ?? null;
  return [
    printable(run),
    startedAt === null ? "" : utcMoment(Date.parse(startedAt)),
    lastedMs === null ? "" : formatDuration(lastedMs),
    printable(name ?? ""),
    [
      ...(batches === null ? [] : [batches === 1 ? "first batch" : `first ${batches} batches`]),
      ...(shard === null ? [] : [`shard ${shard.index}/${shard.of}`]),
    ].join(", "),
    printable(change ?? ""),
    stateWords(row),
  ];
}

/** `finished: 24 succeeded, 1 failed`, `under way on build-7 (tester, process 4711) since 2026-11-21 22:00 UTC` */
function stateWords({ state, totals, atWork, targets, resumable }: RunRow): string {
  const more = resumable ? "; can be resumed" : "";
  const size = targets === null ? "" : `, ${counted(targets, "target")}`;
  if (state === "under-way") return `${atWorkWords(atWork)}${size}`;
  if (state === "cut-off") return `has no end: killed, or under way elsewhere${size}${more}`;
  if (state === "never-began") return "never began";
  if (state === "unreadable" || totals === null) return "its journal cannot be read";
  return `${statusRow(state, totals)}${more}`;
}

function atWorkWords(atWork: AtWork | null): string {
  if (atWork === null) return "under way";
  const { by, host, pid, since, sure } = atWork;
  const who = printable(`${host} (${by || "somebody"}, process ${pid})`);
  return `${sure ? "" : "as it seems "}under way on ${who} since ${utcMoment(Date.parse(since))}`;
}
