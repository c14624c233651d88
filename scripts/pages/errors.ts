import { diagnosticCodes, faultCodes, refusalCodes } from "../../src/base/codes/index.ts";
import type { DiagnosticRow, FaultRow, RefusalRow } from "../../src/base/codes/row.ts";
import { opening, type Page } from "./page.ts";

const SECTIONS = [
  {
    title: "Mistakes in a text",
    about:
      "A runbook or target file is wrong. All its mistakes are shown at once, each at its line and column; nothing was touched. Exit code 2.",
    entries: Object.entries(diagnosticCodes).map(([code, row]) => entry(code, row, null)),
  },
  {
    title: "Refusals",
    about: "The command refuses before anything is touched.",
    entries: Object.entries(refusalCodes).map(([code, row]) => entry(code, row, refusal(row))),
  },
  {
    title: "Faults",
    about:
      "The world said no to one step of one computer. It is written down there; the other computers go on. Exit code 4 or 6, unless the run's criterion is met all the same.",
    entries: Object.entries(faultCodes).map(([code, row]) => entry(code, row, fault(row))),
  },
];

/** docs/errors.md: every code, what it means and what to do about it. */
export function errorsPage(): Page {
  const sections = SECTIONS.map(({ title, about, entries }) => [`## ${title}`, about, ...entries].join("\n\n"));
  return {
    path: "docs/errors.md",
    text: `${[opening("Codes", "src/base/codes"), ...sections].join("\n")}\n`.replace(/\n{3,}/g, "\n\n"),
  };
}

function entry(code: string, { title, hint }: DiagnosticRow, note: string | null): string {
  return `### ${code}: ${title}\n\n${hint}${note === null ? "" : `\n\n*${note}*`}\n`;
}

function refusal({ exit }: RefusalRow): string {
  return `Exit code ${exit}.`;
}

function fault({ retryable, state }: FaultRow): string {
  const again = retryable ? "Tried again, as far as `retries` goes" : "Not tried again";
  return `${again}. Where it ends a computer's work, that computer is ${state}.`;
}
