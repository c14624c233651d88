import { formatDuration } from "../base/duration.ts";
import { formatFingerprint } from "../base/fingerprint.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { utcMoment } from "./moment.ts";
import { createPaint, type Paint } from "./paint.ts";
import { accountLines } from "./plan-accounts.ts";
import { limitRows, loadRows } from "./plan-figures.ts";
import { targetRows } from "./plan-targets.ts";
import type { PlanView } from "./plan-view.ts";
import { windowRows } from "./plan-window.ts";
import { guardLine, printable } from "./printable.ts";
import { stepLabel } from "./step-label.ts";
import { wrapBehind, wrapText } from "./width.ts";
import { counted } from "./words.ts";

/** A row of a block: what it is, and what is to be said of it, a line each. */
export type PlanRow = readonly [label: string, ...lines: readonly string[]];

/** How a plan is written. */
export interface PlanReportOptions {
  readonly color: boolean;
  /** The width to break long sentences at; null for none. */
  readonly columns: number | null;
}

/** A plan for the people who approve it: who, what exactly, how fast, and when it stops by itself. */
export function planReport(view: PlanView, { color, columns }: PlanReportOptions): string {
  const paint = createPaint(color);
  const { plan, digest, shortestMs, warnings } = view;
  const rows = (all: readonly PlanRow[]) => planRows(all, columns);
  const blocks: readonly (readonly string[])[] = [
    [
      paint.bold(`${printable(plan.name)} (${printable(plan.runbook.file)})`),
      ...(plan.about === null ? [] : [`  ${printable(plan.about)}`]),
    ],
    rows(originRows(view)),
    [paint.bold("Targets"), ...rows(targetRows(view))],
    [paint.bold("Each of them goes through these steps, one after the other"), ...stepLines(view)],
    [paint.bold("Load, at most"), ...rows(loadRows(view.load))],
    [paint.bold("It stops by itself"), ...rows(limitRows(plan))],
    [`It takes at least ${formatDuration(shortestMs)}, if every computer answered at once.`],
    ...(warnings.length === 0 ? [] : [warningLines(warnings, paint)]),
    [paint.bold(`Digest: ${digest}`)],
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block, at) => (at === 0 ? block : ["", ...block]));
  const wrapped = columns === null ? lines : lines.flatMap((line) => wrapText(line, columns));
  return `${wrapped.map(guardLine).join("\n")}\n`;
}

function originRows(view: PlanView): readonly PlanRow[] {
  const { plan, now } = view;
  const { planned } = plan;
  const left = plan.expiresAt === null ? 0 : Date.parse(plan.expiresAt) - now;
  const expires =
    plan.expiresAt === null
      ? "never"
      : `${utcMoment(Date.parse(plan.expiresAt))}${left > 0 ? `, in ${formatDuration(left)}` : ", which is over"}`;
  return [
    ["Change", plan.change === null ? "none" : printable(plan.change)],
    ["Owner", plan.owner === null ? "not said" : printable(plan.owner)],
    [
      "Planned",
      `${utcMoment(Date.parse(plan.createdAt))} by ${printable(planned.by || "unknown")} on ${printable(planned.host)}`,
    ],
    ["Commit", commit(planned)],
    ["Expires", expires],
    ["Window", ...windowRows(view)],
    ["Account", ...accountLines(plan)],
    ["Connection", ...connectionLines(plan)],
  ];
}

function connectionLines(plan: Plan): readonly string[] {
  const { auth, tls, serverName, fingerprint } = plan.connection;
  const targets = planTargets(plan);
  const byTheirList = tls ? 0 : targets.filter((target) => target.tls === true).length;
  const all = byTheirList > 0 && byTheirList === targets.length;
  return [
    `${auth} over ${tls || all ? "TLS" : "HTTP, messages sealed"}${all ? ", as their list says" : ""}`,
    ...(byTheirList === 0 || all ? [] : [`over TLS for ${counted(byTheirList, "target")}, as their list says`]),
    ...(serverName === null ? [] : [`certificates are for ${printable(serverName)}`]),
    ...(fingerprint === null ? [] : [`only the certificate ${formatFingerprint(fingerprint)}`]),
  ];
}

function commit({ git }: Plan["planned"]): string {
  if (git === null) return "none: the runbook lies in no git repository";
  return git.dirty ? `${git.commit}, and the texts differ from it` : git.commit;
}

function stepLines({ plan, undo }: PlanView): readonly string[] {
  return plan.steps.flatMap((step) => [
    `  ${step.index + 1}. ${stepLabel(step)}`,
    ...step.operations.map((operation) => `       ${printable(operation)}`),
    `       to undo it: ${printable(undo[step.index] ?? "")}`,
  ]);
}

function warningLines(warnings: PlanView["warnings"], paint: Paint): readonly string[] {
  return [paint.bold("Worth a second look"), ...warnings.map(({ text }) => paint.yellow(`  ${printable(text)}`))];
}

/** Labels in one column, what is said of them in the next, which is broken to be no wider than so many columns. */
export function planRows(all: readonly PlanRow[], columns: number | null): readonly string[] {
  const width = Math.max(...all.map(([label]) => label.length));
  return all.flatMap(([label, ...lines]) =>
    lines.flatMap((line, at) => wrapBehind(`  ${(at === 0 ? label : "").padEnd(width)}  `, line, columns)),
  );
}
