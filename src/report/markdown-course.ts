import { targetStates } from "../model/outcome.ts";
import { code, table } from "./markdown-text.ts";
import { utcMoment } from "./moment.ts";
import { stateWords } from "./rows.ts";
import type { RunReport } from "./run-report.ts";
import { operatorWords, raisedWords } from "./run-words.ts";
import type { SittingSpan } from "./timeline-shape.ts";
import { noTotals } from "./totals.ts";
import { counted, grouped } from "./words.ts";

/** How many batches and how many sittings are told. */
const TOLD = { batches: 100, sittings: 20 } as const;

/** The batches of a run: when each was at work, and what became of its targets. The states in which no target is are left out. */
export function batchRows({ summary, plan, timeline }: RunReport): readonly string[] {
  const totals = plan.batches.map(noTotals);
  for (const { batch, state } of summary.targets) {
    const own = totals[batch];
    if (own !== undefined) own[state] += 1;
  }
  const present = targetStates.filter((state) => summary.totals[state] > 0);
  const rows = totals.slice(0, TOLD.batches).map((own, batch) => {
    const spans = timeline.batches.filter((span) => span.batch === batch);
    const [first, last] = [spans[0], spans.at(-1)];
    return [
      `${batch + 1}`,
      first === undefined ? "" : utcMoment(first.from),
      last === undefined || last.to === null ? "" : utcMoment(last.to),
      ...present.map((state) => grouped(own[state])),
    ];
  });
  const columns = [">Batch", "Began", "Ended", ...present.map((state) => `>${stateWords[state]}`)];
  const left = totals.length - rows.length;
  return [...table(columns, rows), ...(left > 0 ? [`and ${grouped(left)} more, not told here.`, ""] : [])];
}

/** The sittings of a run that had several: who, when, and why it went on. The first and the last of them. */
export function sittingRows({ timeline }: RunReport): readonly string[] {
  const { sittings } = timeline;
  if (sittings.length < 2) return [];
  const left = sittings.length - TOLD.sittings;
  const told = left > 0 ? [...sittings.slice(0, 1), ...sittings.slice(1 - TOLD.sittings)] : sittings;
  const rows = told.map((sitting) => [
    utcMoment(sitting.from),
    utcMoment(sitting.to),
    sitting.status ?? "cut off",
    code(operatorWords(sitting.operator)),
    whyWords(sitting),
  ]);
  return [
    ...table(["From", "To", "Ended", "Who", "Why"], rows),
    ...(left > 0 ? [`and ${counted(left, "sitting")} between them.`, ""] : []),
  ];
}

function whyWords(sitting: SittingSpan): string {
  const { reason } = sitting;
  return [...raisedWords(sitting), ...(reason === null ? [] : [code(reason)])].join(", ");
}
